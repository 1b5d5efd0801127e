package io.github.latentj.trainer.run;

/** A folder that was named holds no run, or one that cannot do what is asked of it. */
public final class UnusableRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableRunException(String message) {
        super(message);
    }
}
