package io.github.latentj.trainer;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Lets Ctrl-C and SIGTERM end a training in good order: the step in progress is finished and saved. A second one ends
 * the process at once. A closed terminal ends nothing. Where the JVM gives no signals away (as with {@code -Xrs}) its own
 * way stays: it ends at once, and the last checkpoint is what is left.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
    /** Signals that stop, by their numbers. */
    private static final Map<String, Integer> STOPPING = Map.of("INT", 2, "TERM", 15);

    private static final int SIGNAL_EXIT_BASE = 128;

    private final Runnable firstReceived;
    private final Map<String, Object> before = new LinkedHashMap<>();
    private volatile int exitCode;

    /** @param firstReceived called on another thread when the first signal comes */
    StopSignal(Runnable firstReceived) {
        this.firstReceived = firstReceived;
        STOPPING.forEach((name, number) -> handle(name, () -> received(SIGNAL_EXIT_BASE + number)));
        handle("HUP", () -> {});
    }

    private synchronized void received(int code) {
        if (exitCode != 0) {
            Runtime.getRuntime().halt(code);
        }
        exitCode = code;
        firstReceived.run();
    }

    private void handle(String name, Runnable action) {
        try {
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        action.run();
                        return null;
                    });
            before.put(name, install(name, handler));
        } catch (ReflectiveOperationException notOnThisSystem) {
            // The JVM's own way stays.
        }
    }

    /** The class is part of every JDK, but not of the API that the compiler shows. */
    private static Object install(String name, Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> type = Class.forName("sun.misc.SignalHandler");
        return signal.getMethod("handle", signal, type)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    }

    @Override
    public boolean getAsBoolean() {
        return exitCode != 0;
    }

    /** 130 after Ctrl-C, 143 after SIGTERM, 0 if none came. */
    int exitCode() {
        return exitCode;
    }

    /** Gives the signals back. */
    @Override
    public void close() {
        before.forEach((name, handler) -> {
            try {
                install(name, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot give back the signal " + name, e);
            }
        });
        before.clear();
    }
}
