package io.github.latentj.onnx.graph;

/** A network that cannot be written as ONNX. The message names the place in the network and what to do. */
public final class ExportException extends IllegalArgumentException {
    public ExportException(String message) {
        super(message);
    }

    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
