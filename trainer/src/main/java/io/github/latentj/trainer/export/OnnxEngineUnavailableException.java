package io.github.latentj.trainer.export;

import java.io.File;

/** ONNX Runtime cannot be used on this machine. */
public final class OnnxEngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnnxEngineUnavailableException(Throwable cause) {
        super(
                "ONNX Runtime, which proves exported models, could not be started: " + advice() + " (" + root(cause)
                        + ")",
                cause);
    }

    private static String advice() {
        return File.separatorChar == '\\'
                ? "it needs Microsoft's Visual C++ runtime. Install https://aka.ms/vs/17/release/vc_redist.x64.exe, and if"
                        + " that does not help, use a newer Java"
                : "it needs Linux (x86_64, aarch64; glibc 2.28), macOS 14 (Apple silicon) or Windows (x86_64)";
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
