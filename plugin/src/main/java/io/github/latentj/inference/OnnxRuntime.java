package io.github.latentj.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/** The one ONNX Runtime environment of this process, made at first use. */
final class OnnxRuntime {
    private static OrtEnvironment environment;
    private static RuntimeUnavailableException failure;

    private OnnxRuntime() {}

    /**
     * @throws RuntimeUnavailableException if the native library cannot be loaded; the first reason is kept, because
     *     Java tells it only once
     */
    static synchronized OrtEnvironment environment() {
        if (failure != null) {
            throw new RuntimeUnavailableException(failure.getMessage(), failure);
        }
        if (environment == null) {
            environment = load();
        }
        return environment;
    }

    /** @throws RuntimeUnavailableException as {@link #environment()} */
    static void require() {
        environment();
    }

    private static OrtEnvironment load() {
        try {
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        } catch (LinkageError | RuntimeException problem) {
            failure = new RuntimeUnavailableException(explained(problem), problem);
            throw failure;
        }
    }

    static String explained(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String detail = String.valueOf(cause.getMessage());
        return "ONNX Runtime could not be started: " + advice(cause, detail) + " (" + detail + ")";
    }

    private static String advice(Throwable cause, String detail) {
        if (detail.contains("VERS_") || cause instanceof NoSuchMethodError || cause instanceof NoSuchFieldError) {
            return "another plugin has already loaded a different version of it. Restart and run LatentJ first,"
                    + " or remove the other onnxruntime jar";
        }
        if (detail.contains("failed to map segment") || detail.contains("Operation not permitted")) {
            return "programs may not run from the temporary folder. Start Java with -Djava.io.tmpdir=FOLDER";
        }
        if (detail.contains("No space left")) {
            return "the temporary folder is full. Free some space or start Java with -Djava.io.tmpdir=FOLDER";
        }
        if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
            return "its library is missing. Put the onnxruntime jar into the jars folder";
        }
        return "it has no native library for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                + ", or the temporary folder " + System.getProperty("java.io.tmpdir") + " cannot be used";
    }
}
