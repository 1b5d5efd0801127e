package io.github.latentj.contract;

/** A model file does not keep, or contradicts, the model contract. The message says what was expected and found. */
public final class ContractException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContractException(String message) {
        super(message);
    }
}
