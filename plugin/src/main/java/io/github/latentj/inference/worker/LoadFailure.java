package io.github.latentj.inference.worker;

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
        if (detail.contains("No space left")) {
            return "the temporary folder is full. Free some space or start Java with -Djava.io.tmpdir=FOLDER";
        }
        if (detail.contains("GLIBC")) {
            return "this system is too old for it: it needs glibc 2.28 or newer";
        }
        return "it has no native library for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                + ", or the temporary folder cannot be used";
    }
}
