package io.github.latentj.trainer.model;

/** libtorch, or the device that it shall work on, cannot be used on this machine. */
public final class EngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong, and what to do */
    EngineUnavailableException(String reason) {
        super(reason);
    }

    EngineUnavailableException(Throwable cause) {
        super(
                "PyTorch could not be started: " + rootMessage(cause)
                        + "; it needs Linux (x86_64, aarch64), Windows (x86_64) or macOS (Apple silicon), and about 500 MB in"
                        + " the cache folder (set another with the environment variable DJL_CACHE_DIR)",
                cause);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + " " + root.getMessage();
    }
}
