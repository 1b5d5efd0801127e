package io.github.latentj.inference;

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
     * An NVIDIA GPU, with the ONNX Runtime in a folder; the processor where that does not work.
     *
     * @param folder native libraries of the same version of ONNX Runtime, built with CUDA
     * @throws ModelException if the folder holds no such libraries
     */
    public static DeviceChoice cuda(Path folder) {
        if (!RuntimeLaunch.holdsCuda(folder)) {
            throw new ModelException("there is no ONNX Runtime with CUDA in " + folder.toAbsolutePath() + ": it needs "
                    + System.mapLibraryName("onnxruntime") + ", " + System.mapLibraryName("onnxruntime4j_jni")
                    + " and " + System.mapLibraryName("onnxruntime_providers_cuda") + " of version "
                    + RuntimeJar.VERSION);
        }
        return new DeviceChoice(folder.toAbsolutePath());
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
