package io.github.latentj.inference.worker;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashSet;
import java.util.Set;

/** Ends the run that was asked to end, also when the wish overtakes its beginning, and no other. */
final class Cancellation {
    /** Of runs that did not end yet. */
    private final Set<Integer> cancelled = new HashSet<>();

    private int running;
    private int ended;
    private OrtSession.RunOptions options;

    /** @return the options of a run, or null if it shall not begin; {@link #end} in any case */
    synchronized OrtSession.RunOptions begin(int sequence) throws OrtException {
        running = sequence;
        options = isCancelled(sequence) ? null : new OrtSession.RunOptions();
        return options;
    }

    /** Ends the run of this number, or keeps it from beginning. Runs begin in the order of their numbers. */
    synchronized void cancel(int sequence) {
        if (sequence <= ended) {
            return;
        }
        cancelled.add(sequence);
        if (options != null && sequence == running) {
            try {
                options.setTerminate(true);
            } catch (OrtException refused) {
                // The run goes on; who asked will lose patience and end this process.
            }
        }
    }

    synchronized boolean isCancelled(int sequence) {
        return cancelled.contains(sequence);
    }

    synchronized void end() {
        ended = running;
        cancelled.remove(running);
        if (options != null) {
            options.close();
            options = null;
        }
    }
}
