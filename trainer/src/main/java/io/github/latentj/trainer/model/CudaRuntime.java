package io.github.latentj.trainer.model;

import ai.djl.util.Utils;
import com.sun.jna.NativeLibrary;
import io.github.latentj.trainer.model.NativeParts.Libtorch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The CUDA runtime out of the CUDA build of libtorch. DJL asks an installed {@code libcudart} whether there is a GPU, and
 * takes the CPU build where none is installed; a machine with nothing but NVIDIA's driver has none.
 */
final class CudaRuntime {
    private static final String NAME = "cudart";

    private CudaRuntime() {}

    /**
     * Unpacks the runtime of the CUDA build on the class path, if there is one, to where DJL's probe finds it.
     *
     * @return the folder that holds it
     */
    static Optional<Path> offer(NativeParts parts, ClassLoader loader) throws IOException {
        Optional<Libtorch> cuda = parts.cuda();
        Optional<String> file = cuda.flatMap(libtorch ->
                libtorch.files().stream().filter(name -> name.contains(NAME)).findFirst());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Utils.getEngineCacheDir("pytorch")
                .resolve("cudart-" + cuda.get().version() + "-" + cuda.get().flavor() + "-"
                        + cuda.get().classifier());
        // On Windows the probe looks along PATH alone and does not find this: docs/gpu.md.
        Path target = folder.resolve(System.mapLibraryName(NAME));
        if (Files.notExists(target)) {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, NAME, ".tmp");
            try (InputStream in = loader.getResourceAsStream(cuda.get().resource(file.get()))) {
                if (in == null) {
                    throw new IOException("the CUDA build of libtorch lacks " + file.get());
                }
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
        NativeLibrary.addSearchPath(NAME, folder.toString());
        return Optional.of(folder);
    }
}
