package io.github.latentj.trainer.data;

/** There is nothing to train on; the message says where was looked and what was found. */
public final class NoImagesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoImagesException(String message) {
        super(message);
    }
}
