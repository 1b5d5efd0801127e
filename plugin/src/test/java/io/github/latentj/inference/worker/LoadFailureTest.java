package io.github.latentj.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadFailureTest {
    @Test
    void explainsNativeLibraryOfAnotherVersion() {
        Throwable clash = new ExceptionInInitializerError(new UnsatisfiedLinkError(
                "/tmp/libonnxruntime4j_jni.so: version `VERS_1.28.0' not found (required by it)"));

        assertThat(LoadFailure.explained(clash)).startsWith("its native library has another version than its jar");
    }

    @Test
    void explainsTemporaryFolderWithoutRightToExecute() {
        assertThat(LoadFailure.explained(new UnsatisfiedLinkError("libx.so: failed to map segment from shared object")))
                .contains("-Djava.io.tmpdir=FOLDER");
    }

    @Test
    void explainsFullTemporaryFolder() {
        assertThat(LoadFailure.explained(
                        new ExceptionInInitializerError(new java.io.IOException("No space left on device"))))
                .startsWith("its library could not be unpacked into the temporary folder, where ");
    }
}
