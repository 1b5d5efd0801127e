package io.github.latentj.imagej.window;

import java.awt.EventQueue;

/** The thread that paints windows and hears Escape: a model that runs on it would freeze ImageJ. */
public final class EventThread {
    private EventThread() {}

    /** @throws WrongThreadException if the caller is on that thread */
    public static void refuse(String what) {
        if (EventQueue.isDispatchThread()) {
            throw new WrongThreadException(what + " was called on the event thread, where it would freeze ImageJ and"
                    + " could not be stopped: call it from a thread of its own, such as new Thread(task).start()");
        }
    }

    /** Says what to do instead. */
    public static final class WrongThreadException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private WrongThreadException(String message) {
            super(message);
        }
    }
}
