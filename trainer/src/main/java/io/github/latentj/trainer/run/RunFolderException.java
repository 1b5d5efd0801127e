package io.github.latentj.trainer.run;

/** The run folder cannot be used; the message says why and what to do. */
public final class RunFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunFolderException(String message) {
        super(message);
    }
}
