package io.github.latentj.inference.worker;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One session of ONNX Runtime and the tensors that its runs use in turn: nothing is allocated per run. */
final class LoadedNetwork implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String device;
    private final String whyNotCuda;
    private final Queue<RunTensors> idle = new ConcurrentLinkedQueue<>();

    /** Creates the session, on CUDA if that is asked for and can be had. */
    LoadedNetwork(OrtEnvironment environment, String path, boolean cuda) throws OrtException {
        this.environment = environment;
        String obstacle = "";
        OrtSession created = null;
        if (cuda) {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                addCuda(options);
                created = environment.createSession(path, options);
            } catch (OrtException refused) {
                obstacle = String.valueOf(refused.getMessage());
            }
        }
        device = created == null ? "CPU" : "CUDA";
        whyNotCuda = obstacle;
        session = created == null ? onCpu(path) : created;
    }

    /** @throws OrtException within milliseconds where CUDA cannot be had */
    static void addCuda(OrtSession.SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions provider = new OrtCUDAProviderOptions()) {
            // Trying all algorithms would delay the first image by seconds; doubling the arena wastes memory.
            provider.add("cudnn_conv_algo_search", "HEURISTIC");
            provider.add("arena_extend_strategy", "kSameAsRequested");
            options.addCUDA(provider);
        }
    }

    private OrtSession onCpu(String path) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            return environment.createSession(path, options);
        }
    }

    String device() {
        return device;
    }

    /** What ONNX Runtime said when CUDA was refused; empty if it was not. */
    String whyNotCuda() {
        return whyNotCuda;
    }

    /** Tensors that no run uses. */
    RunTensors takeTensors() {
        RunTensors tensors = idle.poll();
        return tensors == null ? new RunTensors(environment) : tensors;
    }

    /** For the next run. */
    void giveBack(RunTensors tensors) {
        tensors.free();
        idle.add(tensors);
    }

    OrtSession session() {
        return session;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
