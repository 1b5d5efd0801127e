package io.github.latentj.inference.worker;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Ends the run that was asked to end, also when the wish overtakes its beginning, and no other. */
final class Cancellation {
    private int cancelled;
    private int running;
    private OrtSession.RunOptions options;

    /** @return the options of a run, or null if it shall not begin */
    synchronized OrtSession.RunOptions begin(int sequence) throws OrtException {
        if (isCancelled(sequence)) {
            return null;
        }
        running = sequence;
        options = new OrtSession.RunOptions();
        return options;
    }

    /** Ends the run of this number, and those before it. */
    synchronized void cancel(int sequence) {
        cancelled = sequence;
        if (options != null && isCancelled(running)) {
            try {
                options.setTerminate(true);
            } catch (OrtException refused) {
                // The run goes on; who asked will lose patience and end this process.
            }
        }
    }

    synchronized boolean isCancelled(int sequence) {
        return sequence <= cancelled;
    }

    synchronized void end() {
        if (options != null) {
            options.close();
            options = null;
        }
    }
}
