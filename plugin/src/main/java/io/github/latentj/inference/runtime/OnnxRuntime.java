package io.github.latentj.inference.runtime;

import io.github.latentj.inference.file.ModelException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The one worker process with ONNX Runtime that everything here shares. It starts at first use, and anew when it was
 * lost or the choice of the device changed.
 */
public final class OnnxRuntime {
    private static final long START_MILLIS = 60_000;
    private static final BooleanSupplier NEVER = () -> false;

    private static DeviceChoice device = DeviceChoice.cpu();
    private static OnnxRuntime current;
    /** Why the older version is used; empty while it is not. */
    private static String whyOlder = "";

    private final RuntimeProcess process;
    private String version = "";
    private List<String> providers = Collections.emptyList();
    private String whyNotCuda = "";

    private OnnxRuntime(DeviceChoice device, String version) {
        process = new RuntimeLaunch(device, version).start();
        try {
            process.ask((out, number) -> {}, this::readGreeting, NEVER, START_MILLIS);
        } catch (WorkerException refused) {
            process.close();
            throw new RuntimeUnavailableException(
                    "ONNX Runtime could not be started: " + refused.getMessage(), refused);
        }
    }

    private void readGreeting(DataInputStream in) throws IOException {
        version = in.readUTF();
        providers = Arrays.stream(in.readUTF().split(","))
                .map(name -> name.replace("ExecutionProvider", ""))
                .collect(Collectors.toList());
        String refusal = in.readUTF();
        if (!refusal.isEmpty()) {
            notCuda(CudaLibraries.whyNot(refusal, process.errorLines()));
        }
    }

    /** The CPU takes over where the libraries for CUDA do not even load. */
    private static OnnxRuntime started() {
        if (!device.cudaFolder().isPresent()) {
            return startedOnCpu();
        }
        try {
            return new OnnxRuntime(device, RuntimeJar.VERSION);
        } catch (RuntimeUnavailableException refused) {
            OnnxRuntime onCpu = startedOnCpu();
            onCpu.notCuda(refused.getMessage());
            return onCpu;
        }
    }

    /** The older version takes over where the newer does not load; that is tried once. */
    private static OnnxRuntime startedOnCpu() {
        if (!whyOlder.isEmpty()) {
            return new OnnxRuntime(DeviceChoice.cpu(), RuntimeJar.OLDER_VERSION);
        }
        try {
            return new OnnxRuntime(DeviceChoice.cpu(), RuntimeJar.VERSION);
        } catch (RuntimeUnavailableException refused) {
            OnnxRuntime older = older(refused);
            whyOlder = refused.getMessage();
            return older;
        }
    }

    private static OnnxRuntime older(RuntimeUnavailableException refused) {
        if (RuntimeJar.isOlderVersionThere()) {
            try {
                return new OnnxRuntime(DeviceChoice.cpu(), RuntimeJar.OLDER_VERSION);
            } catch (RuntimeUnavailableException tellsLess) {
                refused.addSuppressed(tellsLess);
            }
        }
        throw refused;
    }

    private void notCuda(String reason) {
        whyNotCuda = reason;
        Devices.note("CUDA is not used: " + reason + ". Models run on the CPU.");
    }

    /**
     * The running one, or a fresh one.
     *
     * @throws RuntimeUnavailableException if ONNX Runtime cannot work on this machine
     */
    static synchronized OnnxRuntime current() {
        if (current == null || !current.process.isAlive()) {
            end();
            current = started();
        }
        return current;
    }

    static synchronized DeviceChoice device() {
        return device;
    }

    /** From the next run on. */
    static synchronized void choose(DeviceChoice choice) {
        if (!choice.equals(device)) {
            device = choice;
            end();
        }
    }

    private static void end() {
        if (current != null) {
            current.process.close();
            current = null;
        }
    }

    /**
     * Loads a model file.
     *
     * @param stop asked often; true ends it
     * @throws RuntimeUnavailableException if ONNX Runtime cannot work on this machine
     * @throws ModelException if it refuses the file
     */
    public static Network open(Path model, BooleanSupplier stop) {
        return new RemoteNetwork(model, stop);
    }

    RuntimeProcess process() {
        return process;
    }

    String version() {
        return version;
    }

    /** Why not {@link RuntimeJar#VERSION}; else empty. */
    String whyOlder() {
        return version.equals(RuntimeJar.VERSION) ? "" : whyOlder;
    }

    /** Such as {@code CPU}. */
    List<String> providers() {
        return providers;
    }

    /** One line if CUDA was asked for in vain; else empty. */
    String whyNotCuda() {
        return whyNotCuda;
    }
}
