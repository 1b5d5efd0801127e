package io.github.latentj.inference;

/** A network found too little memory for one run. */
final class MemoryShortageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MemoryShortageException(String message) {
        super(message);
    }
}
