package io.github.latentj.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativePartsTest {
    private static final NativeParts.Libtorch CPU =
            new NativeParts.Libtorch("2.5.1-20241113", "cpu", "linux-x86_64", List.of("libtorch.so"));
    private static final NativeParts.Libtorch CUDA =
            new NativeParts.Libtorch("2.5.1-20241113", "cu124", "linux-x86_64", List.of("libtorch.so"));
    private static final NativeParts.Libtorch NEWER =
            new NativeParts.Libtorch("2.7.1-20250812", "cpu", "linux-x86_64", List.of("libtorch.so"));

    private static NativeParts parts(String jni, NativeParts.Libtorch... libtorches) {
        return new NativeParts("0.32.0", "2.5.1", Optional.ofNullable(jni), List.of(libtorches));
    }

    @Test
    void partsOfThisBuildBelongTogether() throws IOException {
        assertThat(NativeParts.onClassPath(getClass().getClassLoader()).mismatch())
                .isEmpty();
    }

    @Test
    void jniMustBeNamedAfterLibtorchAndDjl() {
        assertThat(parts("2.5.1-0.32.0", CPU, CUDA).mismatch()).isEmpty();
        assertThat(parts("2.5.1-0.32.0").mismatch()).isEmpty();
        assertThat(parts("2.5.1-0.32.0", CPU, NEWER).mismatch().orElseThrow())
                .contains("DJL 0.32.0, JNI 2.5.1-0.32.0, libtorch 2.5.1 (cpu) and 2.7.1 (cpu)");
        assertThat(parts("2.5.1-0.31.0", CUDA).mismatch().orElseThrow()).contains("JNI 2.5.1-0.31.0");
        assertThat(parts(null, CPU).mismatch().orElseThrow()).contains("JNI missing");
    }

    /** A machine with NVIDIA's driver alone has no CUDA runtime, by which DJL would find the GPU. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void unpacksTheCudaRuntimeOfTheCudaBuild(@TempDir Path folder) throws IOException {
        write(
                folder,
                "native/lib/pytorch.properties",
                "version=9.9.9-test\nflavor=cu124\nclassifier=linux-x86_64\n"
                        + "libraries=libc10.so,libcudart-9335f6a2.so.12,libtorch.so\n");
        write(folder, "pytorch/cu124/linux-x86_64/libcudart-9335f6a2.so.12", "not a library");
        String home = System.getProperty("DJL_CACHE_DIR");
        System.setProperty("DJL_CACHE_DIR", folder.resolve("cache").toString());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            Path found =
                    CudaRuntime.offer(NativeParts.onClassPath(loader), loader).orElseThrow();
            assertThat(found.resolve("libcudart.so")).hasContent("not a library");
        } finally {
            if (home == null) {
                System.clearProperty("DJL_CACHE_DIR");
            } else {
                System.setProperty("DJL_CACHE_DIR", home);
            }
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
