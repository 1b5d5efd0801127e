package io.github.latentj.trainer.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.cuda.CudaUtils;
import io.github.latentj.trainer.config.ComputeDevice;
import java.io.IOException;
import java.util.Optional;

/** Starts libtorch: offline, without telemetry, with a stated number of threads, and chooses the device. */
public final class TorchEngine {
    private TorchEngine() {}

    /**
     * What was started.
     *
     * @param device the CPU or a GPU, never {@code auto}
     * @param line for a person: name, version, device, and why not the other
     */
    public record Started(ComputeDevice device, String line) {}

    /**
     * Loads the engine for work on the CPU.
     *
     * @return one line: name, version and threads
     * @throws EngineUnavailableException if the natives cannot be unpacked or loaded
     */
    public static String start(int threads) {
        return start(threads, ComputeDevice.CPU).line();
    }

    /**
     * Loads the engine and chooses a device; must come before anything of DJL is touched. Later calls load nothing.
     *
     * @param threads for one operator, at least 1; results repeat bit for bit for the same number
     * @throws EngineUnavailableException if the natives do not fit each other, or cannot be unpacked or loaded, or a GPU
     *     is asked for that cannot be used
     */
    public static synchronized Started start(int threads, ComputeDevice wanted) {
        if (System.getenv("DJL_OFFLINE") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        NativeHeap.keepFreedMemory();
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        try {
            ClassLoader loader = TorchEngine.class.getClassLoader();
            NativeParts parts = NativeParts.onClassPath(loader);
            requireOneMaking(parts);
            return choose(load(parts, loader), parts, threads, wanted);
        } catch (EngineException | LinkageError | IOException e) {
            throw new EngineUnavailableException(e);
        }
    }

    /** Who names a libtorch of their own must know what fits it. */
    private static void requireOneMaking(NativeParts parts) {
        if (System.getenv("PYTORCH_LIBRARY_PATH") == null && System.getenv("PYTORCH_VERSION") == null) {
            parts.mismatch().ifPresent(mismatch -> {
                throw new EngineUnavailableException("PyTorch could not be started: " + mismatch);
            });
        }
    }

    @SuppressWarnings("try") // stream and lock are held for as long as they are open
    private static Engine load(NativeParts parts, ClassLoader loader) throws IOException {
        // Setting an array makes libtorch warn, once, about a deprecated call of DJL's own.
        try (NativeErrorStream errors = new NativeErrorStream(line -> line.contains("AutoNonVariableTypeMode"));
                NativeCacheLock lock = NativeCacheLock.acquire()) {
            CudaRuntime.offer(parts, loader);
            Engine engine = Engine.getEngine("PyTorch");
            try (NDManager manager = engine.newBaseManager(Device.cpu())) {
                manager.zeros(new Shape(1)).set(new float[1]);
            }
            return engine;
        }
    }

    private static Started choose(Engine engine, NativeParts parts, int threads, ComputeDevice wanted) {
        String name = "PyTorch " + engine.getVersion();
        String cpu = name + " on the CPU, " + threads + (threads == 1 ? " thread" : " threads");
        if (wanted.kind() == ComputeDevice.Kind.CPU) {
            return new Started(ComputeDevice.CPU, cpu);
        }
        Optional<String> obstacle = obstacle(engine, parts, wanted.gpu());
        if (obstacle.isEmpty()) {
            return new Started(
                    ComputeDevice.gpu(wanted.gpu()),
                    name + " on GPU " + wanted.gpu() + " (" + memory(wanted.gpu())
                            + "), not on the CPU, which is slower;"
                            + " results on a GPU do not repeat bit for bit, those on the CPU do");
        }
        if (wanted.kind() == ComputeDevice.Kind.AUTO) {
            return new Started(ComputeDevice.CPU, cpu + ", not on a GPU: " + obstacle.get());
        }
        throw new EngineUnavailableException(
                "PyTorch cannot use " + wanted + ": " + obstacle.get() + "; use --device cpu or auto");
    }

    /** Why GPU {@code number} cannot be used; empty if it can. */
    private static Optional<String> obstacle(Engine engine, NativeParts parts, int number) {
        boolean cudaBuild = engine.hasCapability(StandardCapabilities.CUDA);
        int gpus = cudaBuild ? CudaUtils.getGpuCount() : 0;
        if (!cudaBuild && parts.cuda().isEmpty()) {
            return Optional.of("this trainer has the CPU build of PyTorch (docs/gpu.md tells how to get the CUDA one)");
        }
        if (gpus == 0) {
            return Optional.of("CUDA finds no NVIDIA GPU; is there one, and its driver installed?");
        }
        return number < gpus
                ? Optional.empty()
                : Optional.of("this machine has " + gpus + (gpus == 1 ? " GPU" : " GPUs") + ", counted from gpu:0");
    }

    private static String memory(int gpu) {
        long bytes = CudaUtils.getGpuMemory(Device.gpu(gpu)).getMax();
        return "compute capability " + CudaUtils.getComputeCapability(gpu) + ", " + (bytes >> 30) + " GiB";
    }

    /**
     * DJL's name of {@code device}.
     *
     * @throws IllegalArgumentException for {@code auto}, which {@link #start} must resolve before
     */
    static Device djl(ComputeDevice device) {
        return switch (device.kind()) {
            case CPU -> Device.cpu();
            case GPU -> Device.gpu(device.gpu());
            case AUTO ->
                throw new IllegalArgumentException("auto is not a device; TorchEngine.start tells which to take");
        };
    }
}
