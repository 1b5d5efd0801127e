package io.github.latentj.inference.worker;

import java.io.File;

/** Why ONNX Runtime's native library could not be loaded, in words that help. */
final class LoadFailure {
    private LoadFailure() {}

    static String explained(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String detail = String.valueOf(cause.getMessage());
        return advice(cause, detail) + " (" + detail + ")";
    }

    private static String advice(Throwable cause, String detail) {
        if (detail.contains("VERS_") || cause instanceof NoSuchMethodError || cause instanceof NoSuchFieldError) {
            return "its native library has another version than its jar. Take both from the same release";
        }
        if (detail.contains("failed to map segment") || detail.contains("Operation not permitted")) {
            return "programs may not run from the temporary folder. Start Java with -Djava.io.tmpdir=FOLDER";
        }
        if (detail.contains("No space left")
                || detail.contains("not enough space")
                || detail.contains("java.library.path")) {
            File temporary = new File(System.getProperty("java.io.tmpdir"));
            return "its library could not be unpacked into the temporary folder, where "
                    + (temporary.getUsableSpace() >> 20) + " MB are free. Free some space or start Java with"
                    + " -Djava.io.tmpdir=FOLDER";
        }
        if (detail.contains("GLIBC")) {
            return "this system is too old for it: it needs glibc 2.28 or newer";
        }
        if (File.separatorChar == '\\') {
            return "its library needs Microsoft's Visual C++ runtime, in a newer version than this Java or Windows has."
                    + " Install https://aka.ms/vs/17/release/vc_redist.x64.exe, and if that does not help, use a newer Java";
        }
        if (System.getProperty("os.name").startsWith("Mac")) {
            return "its library needs macOS 14 or newer, and this is " + System.getProperty("os.version");
        }
        return "its library cannot be loaded on " + System.getProperty("os.name") + ", "
                + System.getProperty("os.arch");
    }
}
