package io.github.latentj.inference.runtime;

/** ONNX Runtime cannot work in this process. The message says why and what the user can do. */
public final class RuntimeUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuntimeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
