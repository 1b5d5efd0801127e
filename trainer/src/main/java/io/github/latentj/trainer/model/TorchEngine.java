package io.github.latentj.trainer.model;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** Starts libtorch: offline, without telemetry, with a stated number of threads. */
public final class TorchEngine {
    private TorchEngine() {}

    /** The one function of the C library that is needed before libtorch is loaded. */
    interface CLibrary extends Library {
        int setenv(String name, String value, int overwrite);
    }

    /**
     * Loads the engine; must come before anything of DJL is touched. Later calls change nothing.
     *
     * @param threads for one operator, at least 1; results repeat bit for bit for the same number
     * @return one line: name, version and threads
     * @throws EngineUnavailableException if the natives cannot be unpacked or loaded
     */
    public static String start(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        quietLibtorch();
        try {
            Engine engine = Engine.getEngine("PyTorch");
            return "PyTorch " + engine.getVersion() + " on the CPU, " + threads
                    + (threads == 1 ? " thread" : " threads");
        } catch (EngineException | LinkageError e) {
            throw new EngineUnavailableException(e);
        }
    }

    /** DJL's JNI makes libtorch warn about itself on standard error; only the environment turns that off. */
    private static void quietLibtorch() {
        if (Platform.isLinux() || Platform.isMac()) {
            Native.load("c", CLibrary.class).setenv("TORCH_CPP_LOG_LEVEL", "ERROR", 0);
        }
    }
}
