package io.github.latentj.inference.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** The workers of this program. When it ends, none starts any more, and all end with their folders. */
final class LiveWorkers {
    private static final Set<RuntimeProcess> LIVE = new HashSet<>();
    private static volatile boolean exiting;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(LiveWorkers::exit, "LatentJ worker end"));
        } catch (IllegalStateException tooLate) {
            exiting = true;
        }
    }

    private LiveWorkers() {}

    /** True once this program is about to end: what fails now needs no message. */
    static boolean exiting() {
        return exiting;
    }

    /**
     * Starts a worker, or waits with the end of this program until it is started.
     *
     * @throws CancellationException if this program is about to end
     */
    static synchronized RuntimeProcess started(Supplier<RuntimeProcess> start) {
        if (exiting) {
            throw new CancellationException("the program ends");
        }
        RuntimeProcess worker = start.get();
        LIVE.add(worker);
        return worker;
    }

    static synchronized void ended(RuntimeProcess worker) {
        LIVE.remove(worker);
    }

    private static void exit() {
        exiting = true;
        synchronized (LiveWorkers.class) {
            new ArrayList<>(LIVE).forEach(RuntimeProcess::close);
        }
    }
}
