package io.github.latentj.inference;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.ModelFiles;
import io.github.latentj.inference.file.FeatureSignature;
import io.github.latentj.inference.file.ModelArchive;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.OnnxFile;
import io.github.latentj.inference.file.OnnxFileReader;
import io.github.latentj.inference.file.PrivateFile;
import io.github.latentj.inference.file.RandomFilters;
import io.github.latentj.inference.file.Sha256;
import io.github.latentj.inference.file.TensorInfo;
import io.github.latentj.inference.file.WeightsCheck;
import io.github.latentj.inference.runtime.OnnxRuntime;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.inference.runtime.RuntimeUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A discriminator that tells what it sees: a {@code features.onnx}, ready to run. Close it when done. Several threads
 * may use one model: their calls queue up.
 */
public final class FeatureModel implements AutoCloseable {

    private final Path path;
    private final Path onnx;
    private final OnnxFile file;
    private final FeatureSignature signature;
    private final FeatureSession session;
    /** What must go with this model; mostly null. */
    private final Path temporary;

    private FeatureModel(
            Path path, Path onnx, OnnxFile file, FeatureSignature signature, FeatureSession session, Path temporary) {
        this.path = path;
        this.onnx = onnx;
        this.file = file;
        this.signature = signature;
        this.session = session;
        this.temporary = temporary;
    }

    /**
     * Reads the file and creates a session, which can take seconds; call it away from the user interface's thread.
     *
     * @param path a {@code features.onnx}, the {@code generator.onnx} beside it, or their folder, zipped or not
     * @throws ModelException if there is no such file or it is no {@code features.onnx}
     * @throws RuntimeUnavailableException if ONNX Runtime cannot be started
     */
    public static FeatureModel open(Path path) {
        return open(path, Progress.SILENT);
    }

    /**
     * As {@link #open(Path)}; the user can stop it.
     *
     * @throws java.util.concurrent.CancellationException if {@code progress} says so
     */
    public static FeatureModel open(Path path, Progress progress) {
        Path found = found(path);
        Path onnx = ModelArchive.isArchive(found) ? ModelArchive.unpacked(found, ModelFiles.FEATURES) : found;
        OnnxFile file = OnnxFileReader.read(onnx);
        FeatureSignature signature = FeatureSignature.of(file, onnx);
        FeatureSession session = new FeatureSession(signature, onnx, OnnxRuntime.open(onnx, progress::cancelled));
        return new FeatureModel(found, onnx, file, signature, session, null);
    }

    private static Path found(Path path) {
        boolean beside = path.endsWith(ModelFiles.GENERATOR);
        Path file = beside
                ? path.resolveSibling(ModelFiles.FEATURES)
                : Files.isDirectory(path) ? path.resolve(ModelFiles.FEATURES) : path;
        if (!Files.isRegularFile(file)) {
            throw new ModelException("there is no model file " + file.toAbsolutePath()
                    + ": this command needs the features.onnx that the trainer exports with the generator");
        }
        return file;
    }

    /** The same network before training, to compare with: its filters are drawn at random. The caller closes it. */
    public FeatureModel withRandomFilters(long seed) {
        byte[] bytes = RandomFilters.bytes(file, onnx, seed);
        try {
            Path random = PrivateFile.named(ModelFiles.FEATURES);
            Files.write(random, bytes);
            FeatureSession session = new FeatureSession(signature, onnx, OnnxRuntime.open(random, () -> false));
            return new FeatureModel(path, onnx, file, signature, session, random);
        } catch (IOException failed) {
            throw new ModelException("cannot write a temporary file (" + failed.getMessage() + ")", failed);
        }
    }

    /** The file that was opened: {@code .onnx} or {@code .zip}. */
    public Path path() {
        return path;
    }

    /** What the discriminator looks at: size, channels and intensity map. */
    public GeneratorSpec spec() {
        return signature.spec();
    }

    /** Number of feature maps, M. */
    public int maps() {
        return signature.maps();
    }

    /**
     * How many of the maps, the last ones, belong to the last convolution that makes maps: those that see most of an
     * image. All, if the file does not tell.
     */
    public int mapsOfLastLayer() {
        long counted = 0;
        for (OnnxFile.Node node : file.nodes()) {
            Optional<TensorInfo> weights =
                    node.operator().equals("Conv") && node.inputs().size() > 1
                            ? file.initializer(node.inputs().get(1))
                            : Optional.empty();
            if (weights.isPresent()) {
                counted += weights.get().shape()[0];
                if (counted == maps()) {
                    return (int) weights.get().shape()[0];
                }
            }
        }
        return maps();
    }

    /** SHA-256 of the whole {@code .onnx} file, lower-case hexadecimal. */
    public String sha256() {
        try {
            return Sha256.ofFile(onnx);
        } catch (IOException unreadable) {
            throw new ModelException("cannot read the model file " + onnx, unreadable);
        }
    }

    /** What the user should know before trusting the model, such as weights that differ from their digest. */
    public List<String> warnings() {
        return Collections.unmodifiableList(WeightsCheck.warnings(file, spec(), onnx));
    }

    /**
     * Looks at each image and hands on what it sees, in order. Blocks until all are done.
     *
     * @param images float32 [N][C * H * W] in network range
     * @throws java.util.concurrent.CancellationException if {@code progress} says so, within one batch
     * @throws ModelException if the network fails or makes values that are not numbers
     */
    public void describe(List<float[]> images, FeatureSink sink, Progress progress) {
        session.describe(images, sink, progress);
    }

    /**
     * Guided backpropagation (Springenberg et al. 2014) from the strongest activation of one map, for each image.
     *
     * @param images float32 [N][C * H * W] in network range
     * @param map from 0
     * @param sink takes float32 [C, H, W], not scaled
     * @throws java.util.concurrent.CancellationException if {@code progress} says so, within one batch
     */
    public void guide(List<float[]> images, int map, ImageSink sink, Progress progress) {
        if (map < 0 || map >= maps()) {
            throw new IllegalArgumentException("there is no map " + map + ", the model has " + maps());
        }
        session.guide(images, map, sink, progress);
    }

    /** Frees the session. A second call does nothing. */
    @Override
    public void close() {
        session.close();
        if (temporary != null) {
            PrivateFile.delete(temporary);
        }
    }
}
