package io.github.latentj.inference.runtime;

/** A network found too little memory for one run. */
public final class MemoryShortageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MemoryShortageException(String message) {
        super(message);
    }
}
