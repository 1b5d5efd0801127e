package io.github.latentj.trainer.export;

/** A model file cannot be used; the message names it and says why. */
public final class ModelFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelFileException(String message) {
        super(message);
    }
}
