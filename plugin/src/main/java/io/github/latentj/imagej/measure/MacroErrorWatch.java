package io.github.latentj.imagej.measure;

import ij.macro.Interpreter;

/**
 * Ends a macro soon after its first error. Told to ignore errors, so that none opens a dialog, ImageJ's interpreter
 * goes on after them, at worst for ever.
 */
final class MacroErrorWatch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 100;

    private final Thread thread = new Thread(this::watch, "LatentJ macro error watch");
    private volatile Interpreter watched;

    MacroErrorWatch() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Watches this macro from now on, and the one before no more. */
    void over(Interpreter interpreter) {
        watched = interpreter;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(INTERVAL_MILLIS);
                Interpreter interpreter = watched;
                if (interpreter != null && interpreter.getErrorMessage() != null && !interpreter.done()) {
                    interpreter.abort(interpreter.getErrorMessage());
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
