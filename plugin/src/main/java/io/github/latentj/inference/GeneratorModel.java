package io.github.latentj.inference;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.Prior;
import io.github.latentj.inference.file.FirstLayer;
import io.github.latentj.inference.file.ModelArchive;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.Shown;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * A generator that is ready to run. Close it when done; the session behind it stays warm for the next use. Several
 * threads may use one model: their calls queue up.
 */
public final class GeneratorModel implements AutoCloseable {
    private final GeneratorModels.Entry entry;
    private final GeneratorSpec spec;
    private boolean closed;

    GeneratorModel(GeneratorModels.Entry entry) {
        this(entry, entry.spec());
    }

    private GeneratorModel(GeneratorModels.Entry entry, GeneratorSpec spec) {
        this.entry = entry;
        this.spec = spec;
    }

    /** Takes this model's place. */
    GeneratorModel assuming(Prior prior) {
        if (followsContract() && spec.prior() != prior) {
            close();
            throw new ModelException("the prior of the model is " + spec.prior().key() + ", as its file tells, not "
                    + prior.key() + ": " + path());
        }
        return new GeneratorModel(entry, spec.toBuilder().prior(prior).build());
    }

    /** The file that was opened: {@code .onnx} or {@code .zip}. */
    public Path path() {
        return entry.path();
    }

    public GeneratorSpec spec() {
        return spec;
    }

    /** The range of what the network itself makes; {@link #generate} gives -1 to 1 in any case. */
    public OutputRange outputRange() {
        return entry.range();
    }

    /** SHA-256 of the whole {@code .onnx} file, lower-case hexadecimal. */
    public String sha256() {
        return entry.sha256();
    }

    /** False for a file of others, whose specification is derived from its graph. */
    public boolean followsContract() {
        return GeneratorSpec.isPresentIn(entry.file().metadata());
    }

    /** The program that wrote the file, such as {@code pytorch}; empty if the file does not tell. */
    public String producer() {
        return Shown.text(entry.file().producer());
    }

    /** What the model runs on, for a person to read. */
    public String device() {
        return entry.session().device();
    }

    /**
     * What each latent component adds to each output of the first layer, float32 [latent size][outputs].
     *
     * @throws ModelException if the file does not begin with a layer whose weights can be told
     */
    public float[][] firstLayer() {
        return FirstLayer.weights(entry.file(), spec().latentSize(), entry.onnx());
    }

    /**
     * The same generator, made ready for large images of many latents. The caller closes it.
     *
     * @throws ModelException if it makes images of one size only
     */
    public FieldModel field() {
        return FieldModel.of(this, entry.file(), entry.onnx());
    }

    /** What the user should know before trusting the model, such as weights that differ from their digest. */
    public List<String> warnings() {
        return Collections.unmodifiableList(entry.warnings());
    }

    /**
     * Makes one image from each latent and hands them on in order. Blocks until all are made.
     *
     * @param latents float32 [N][latent size]
     * @throws java.util.concurrent.CancellationException if {@code progress} says so, within one batch
     * @throws ModelException if the network cannot run
     * @throws IllegalStateException if the model was closed
     */
    public void generate(float[][] latents, ImageSink sink, Progress progress) {
        if (closed) {
            throw new IllegalStateException("the model is closed: " + path());
        }
        for (float[] latent : latents) {
            if (latent.length != spec().latentSize()) {
                throw new IllegalArgumentException(
                        "a latent of this model has " + spec().latentSize() + " components, found " + latent.length);
            }
        }
        entry.session()
                .generate(
                        latents,
                        (index, image) -> {
                            entry.range().toNetworkRange(image);
                            sink.accept(index, image);
                        },
                        progress);
    }

    /** Whether another network of the model, a name of {@code ModelFiles}, lies beside the file or in its zip. */
    public boolean hasBeside(String file) {
        return ModelArchive.isArchive(path())
                ? ModelArchive.holds(path(), file)
                : Files.isRegularFile(path().resolveSibling(file));
    }

    /** Gives the model back. A second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            entry.release();
        }
    }
}
