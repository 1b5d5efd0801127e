package io.github.latentj.inference.runtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What models run on, for everything in this program. */
public final class Devices {
    private static final Set<String> NOTES = new LinkedHashSet<>();
    private static final Set<String> TOLD = new LinkedHashSet<>();

    private Devices() {}

    /** From the next run on; models that are open move. */
    public static void choose(DeviceChoice choice) {
        OnnxRuntime.choose(choice);
    }

    public static DeviceChoice chosen() {
        return OnnxRuntime.device();
    }

    /**
     * Starts ONNX Runtime, if it does not run, and looks.
     *
     * @throws RuntimeUnavailableException if it cannot be started, not even for the CPU
     */
    public static DeviceReport report() {
        OnnxRuntime runtime = OnnxRuntime.current();
        String why = runtime.whyNotCuda();
        if (!chosen().cudaFolder().isPresent()) {
            why = "it is not set up: LatentJ comes with the ONNX Runtime for CPUs";
        }
        return new DeviceReport(runtime.version(), runtime.whyOlder(), runtime.providers(), why);
    }

    /** Starts ONNX Runtime without waiting for it, so that the first image comes sooner. */
    public static void warmUp() {
        Thread starter = new Thread(
                () -> {
                    try {
                        OnnxRuntime.current();
                    } catch (RuntimeException toldWhenItIsNeeded) {
                        // by the command that runs a model
                    }
                },
                "LatentJ warm-up");
        starter.setDaemon(true);
        starter.start();
    }

    /** Keeps a line for the user; the same line is kept once only. */
    static synchronized void note(String line) {
        if (TOLD.add(line)) {
            NOTES.add(line);
        }
    }

    /** What the user should know since the last call, such as why a GPU is not used; mostly empty. */
    public static synchronized List<String> takeNotes() {
        List<String> notes = new ArrayList<>(NOTES);
        NOTES.clear();
        return notes;
    }
}
