package io.github.latentj.trainer.model;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.latentj.trainer.config.Counted;
import java.io.IOException;

/** Starts libtorch: offline, without telemetry, with a stated number of threads. */
public final class TorchEngine {
    private TorchEngine() {}

    /**
     * Loads the engine; must come before anything of DJL is touched. Later calls change nothing.
     *
     * @param threads for one operator, at least 1; results repeat bit for bit for the same number
     * @return one line: name, version and threads
     * @throws EngineUnavailableException if the natives cannot be unpacked or loaded
     */
    @SuppressWarnings("try") // the stream is held back for as long as it is open
    public static String start(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        // Setting an array makes libtorch warn, once, about a deprecated call of DJL's own.
        try (NativeErrorStream errors = new NativeErrorStream(line -> line.contains("AutoNonVariableTypeMode"))) {
            Engine engine = Engine.getEngine("PyTorch");
            try (NDManager manager = engine.newBaseManager()) {
                manager.zeros(new Shape(1)).set(new float[1]);
            }
            return "PyTorch " + engine.getVersion() + " on the CPU, " + Counted.of(threads, "thread");
        } catch (EngineException | LinkageError | IOException e) {
            throw new EngineUnavailableException(e);
        }
    }
}
