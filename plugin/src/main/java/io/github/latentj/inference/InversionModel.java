package io.github.latentj.inference;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.ModelFiles;
import io.github.latentj.inference.file.InversionSignature;
import io.github.latentj.inference.file.ModelArchive;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.OnnxFile;
import io.github.latentj.inference.file.OnnxFileReader;
import io.github.latentj.inference.file.WeightsCheck;
import io.github.latentj.inference.runtime.Network;
import io.github.latentj.inference.runtime.OnnxRuntime;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * A generator with its gradient: an {@code inversion.onnx}, ready to tell how far the images of latents are from given
 * ones and which way leads closer. Close it when done.
 */
public final class InversionModel implements AutoCloseable {

    private final Path path;
    private final OnnxFile file;
    private final InversionSignature signature;
    private final Network network;

    private InversionModel(Path path, OnnxFile file, InversionSignature signature, Network network) {
        this.path = path;
        this.file = file;
        this.signature = signature;
        this.network = network;
    }

    /**
     * Opens the {@code inversion.onnx} that lies beside a generator, in its folder or its zip. This creates a session,
     * which can take seconds; call it away from the user interface's thread.
     *
     * @throws ModelException if there is no such file, it is no {@code inversion.onnx}, or it belongs to another
     *     generator
     */
    public static InversionModel beside(GeneratorModel generator) {
        Path onnx = found(generator.path());
        OnnxFile file = OnnxFileReader.read(onnx);
        InversionSignature signature = InversionSignature.of(file, onnx);
        requireSame(generator, file, onnx);
        return new InversionModel(onnx, file, signature, OnnxRuntime.open(onnx, () -> false));
    }

    private static Path found(Path generator) {
        if (ModelArchive.isArchive(generator)) {
            return ModelArchive.unpacked(generator, ModelFiles.INVERSION);
        }
        Path beside = generator.resolveSibling(ModelFiles.INVERSION);
        if (!Files.isRegularFile(beside)) {
            throw new ModelException("there is no model file " + beside.toAbsolutePath()
                    + ": this command needs the inversion.onnx that the trainer exports with the generator");
        }
        return beside;
    }

    private static void requireSame(GeneratorModel generator, OnnxFile file, Path path) {
        String promised = file.metadata().get(GeneratorSpec.GENERATOR_SHA256_KEY);
        if (promised == null
                || !promised.equals(generator.spec().weightsSha256().orElse(null))) {
            throw new ModelException("the inversion belongs to another generator than " + generator.path()
                    + ": export the run again, or put back the file that was exported with it: " + path);
        }
    }

    /** What the user should know before trusting the model, such as weights that differ from their digest. */
    public List<String> warnings() {
        return Collections.unmodifiableList(WeightsCheck.warnings(file, signature.spec(), path));
    }

    /**
     * Prepares to compare batches of latents with one image.
     *
     * @param target float32 [C * H * W] in network range
     * @param weight float32 [H * W], how much each pixel counts, not negative
     * @param latents how many latents each comparison takes
     * @param progress ends a run when it says so
     * @return usable until this model is closed
     */
    public ImageDistance distanceTo(float[] target, float[] weight, int latents, Progress progress) {
        if (target.length != signature.imageFloats() || weight.length != signature.planeFloats()) {
            throw new IllegalArgumentException("the model compares images of " + signature.imageFloats()
                    + " values with " + signature.planeFloats() + " weights, found " + target.length + " and "
                    + weight.length);
        }
        return new ImageDistance(network, signature, path, target, weight, latents, progress);
    }

    /** Frees the session. A second call does nothing. */
    @Override
    public void close() {
        network.close();
    }
}
