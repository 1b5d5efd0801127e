package io.github.latentj.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {
    @Test
    void explainsAnotherLoadedVersion() {
        Throwable clash = new ExceptionInInitializerError(new UnsatisfiedLinkError(
                "/tmp/libonnxruntime4j_jni.so: version `VERS_1.28.0' not found (required by it)"));

        assertThat(OnnxRuntime.explained(clash))
                .startsWith("ONNX Runtime could not be started: another plugin has already loaded a different version");
    }

    @Test
    void explainsTemporaryFolderWithoutRightToExecute() {
        assertThat(OnnxRuntime.explained(new UnsatisfiedLinkError("libx.so: failed to map segment from shared object")))
                .contains("-Djava.io.tmpdir=FOLDER");
    }

    @Test
    void explainsMissingLibrary() {
        assertThat(OnnxRuntime.explained(new NoClassDefFoundError("ai/onnxruntime/OrtEnvironment")))
                .contains("Put the onnxruntime jar into the jars folder");
    }
}
