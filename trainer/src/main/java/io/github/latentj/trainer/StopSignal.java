package io.github.latentj.trainer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets Ctrl-C and SIGTERM end a training in good order: the step in progress is finished and saved before the process
 * leaves. The exit code is the signal's, as the JVM sets it.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch workDone = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitForWork, "stop-signal");
    private volatile boolean requested;

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void waitForWork() {
        requested = true;
        try {
            workDone.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return requested;
    }

    /** Tells that everything is saved. */
    @Override
    public void close() {
        workDone.countDown();
        if (!requested) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
