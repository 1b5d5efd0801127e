package io.github.latentj.inference.file;

/** A model file cannot be used. The message names the file, what was expected and what was found. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
