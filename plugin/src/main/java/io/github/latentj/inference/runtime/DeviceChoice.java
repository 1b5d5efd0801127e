package io.github.latentj.inference.runtime;

import io.github.latentj.inference.file.ModelException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** What the user wants models to run on. Immutable. */
public final class DeviceChoice {
    private final Path cudaFolder;

    private DeviceChoice(Path cudaFolder) {
        this.cudaFolder = cudaFolder;
    }

    /** The processor, with the ONNX Runtime that comes with LatentJ. */
    public static DeviceChoice cpu() {
        return new DeviceChoice(null);
    }

    /**
     * An NVIDIA GPU; the processor where that does not work.
     *
     * @param libraries native libraries of ONNX Runtime with CUDA, of the version that LatentJ comes with: their
     *     folder, one of them, or the jar that holds them, which is unpacked beside itself
     * @throws ModelException if there are no such libraries
     */
    public static DeviceChoice cuda(Path libraries) {
        return new DeviceChoice(CudaLibraries.folder(libraries));
    }

    /** Present if the user wants CUDA. */
    public Optional<Path> cudaFolder() {
        return Optional.ofNullable(cudaFolder);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceChoice && Objects.equals(cudaFolder, ((DeviceChoice) other).cudaFolder);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(cudaFolder);
    }
}
