package io.github.latentj.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Ends a native run within a tenth of a second when its user asks for it, even inside one long batch. */
final class RunWatch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 50;

    private final OrtSession.RunOptions options;
    private final BooleanSupplier stop;
    private boolean closed;

    RunWatch(BooleanSupplier stop) throws OrtException {
        this.stop = stop;
        options = new OrtSession.RunOptions();
        Thread watcher = new Thread(this::watch, "LatentJ run watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    OrtSession.RunOptions options() {
        return options;
    }

    /** @throws CancellationException if the user asked to stop */
    void stopIfAsked() {
        if (stop.getAsBoolean()) {
            throw new CancellationException("cancelled");
        }
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                if (stop.getAsBoolean()) {
                    options.setTerminate(true);
                    return;
                }
                wait(INTERVAL_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (OrtException refused) {
            // The run goes on to the end of its batch, where stopIfAsked ends it.
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            notifyAll();
            options.close();
        }
    }
}
