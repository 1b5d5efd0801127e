package io.github.latentj.trainer.data;

/** A file that was read before is gone, damaged or another one now; the message names it. */
public final class LostImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LostImageException(String message) {
        super(message);
    }
}
