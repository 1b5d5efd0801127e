package io.github.latentj.trainer.data;

/** One file cannot be used as an image; the message is the reason, without the name. */
final class UnreadableImageException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableImageException(String reason) {
        super(reason);
    }
}
