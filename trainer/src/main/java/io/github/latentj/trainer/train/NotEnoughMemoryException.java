package io.github.latentj.trainer.train;

/** PyTorch asked the system for memory, outside of Java's, and was refused. */
public final class NotEnoughMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotEnoughMemoryException(Throwable cause) {
        super(
                "PyTorch found not enough memory for its arrays; use a smaller --batch, --features or --size, or free"
                        + " memory. Checkpoints before this are untouched",
                cause);
    }

    /** PyTorch tells of it in words alone. */
    static boolean isToldBy(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .matches("(?s).*(an't allocate memory|not enough memory|out of memory).*");
    }
}
