package io.github.latentj.inference;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.ModelFiles;
import io.github.latentj.inference.file.ModelArchive;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.OnnxFile;
import io.github.latentj.inference.file.OnnxFileReader;
import io.github.latentj.inference.file.TensorInfo;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The discriminator that was trained with a generator, asked for nothing but its score. Close it when done; one thread
 * at a time.
 */
public final class Critic implements AutoCloseable {
    private static final int BATCH = 32;
    private static final int LARGEST_BATCH_FLOATS = 1 << 24;

    private final GeneratorSpec spec;
    private final PartSession session;

    private Critic(GeneratorSpec spec, PartSession session) {
        this.spec = spec;
        this.session = session;
    }

    /**
     * Opens the {@code discriminator.onnx} beside a generator, or in the same zip. This can take seconds.
     *
     * @throws ModelException if there is none, or it looks at other images than the generator makes
     */
    public static Critic of(GeneratorModel generator, Progress progress) {
        boolean zipped = ModelArchive.isArchive(generator.path());
        Path path = zipped
                ? ModelArchive.unpacked(generator.path(), ModelFiles.DISCRIMINATOR)
                : generator.path().resolveSibling(ModelFiles.DISCRIMINATOR);
        if (!Files.isRegularFile(path)) {
            throw new ModelException("there is no " + path + ": to choose the best images, the discriminator must lie"
                    + " beside the generator, as the trainer exports both");
        }
        OnnxFile file = OnnxFileReader.read(path);
        requireImages(file, generator.spec(), path);
        PartSession session = PartSession.of(
                path, file.inputs().get(0).name(), file.outputs().get(0).name(), progress::cancelled);
        return new Critic(generator.spec(), session);
    }

    private static void requireImages(OnnxFile file, GeneratorSpec spec, Path path) {
        long[] wanted = {TensorInfo.OPEN, spec.channels(), spec.height(), spec.width()};
        boolean fits = file.inputs().size() == 1
                && file.outputs().size() == 1
                && file.inputs().get(0).isFloat()
                && file.outputs().get(0).isFloat();
        long[] shape = fits ? file.inputs().get(0).shape() : null;
        fits = shape != null && shape.length == wanted.length;
        for (int i = 0; fits && i < wanted.length; i++) {
            fits = shape[i] == TensorInfo.OPEN || shape[i] == wanted[i];
        }
        if (!fits) {
            throw new ModelException("not the discriminator of this generator: " + path + "\nExpected float [N,"
                    + spec.channels() + "," + spec.height() + "," + spec.width() + "] with N open -> one score, found "
                    + file.inputs());
        }
    }

    /**
     * One score for each image: larger is more real.
     *
     * @param images float32 [N][C * H * W] in network range
     * @throws java.util.concurrent.CancellationException if {@code progress} says so, within one batch
     * @throws ModelException if the network cannot run
     */
    public float[] scores(List<float[]> images, Progress progress) {
        int floats = spec.channels() * spec.height() * spec.width();
        int batch = Math.max(1, Math.min(BATCH, LARGEST_BATCH_FLOATS / floats));
        float[] scores = new float[images.size()];
        for (int first = 0; first < scores.length; first += batch) {
            int count = Math.min(batch, scores.length - first);
            float[] inputs = new float[count * floats];
            for (int i = 0; i < count; i++) {
                System.arraycopy(images.get(first + i), 0, inputs, i * floats, floats);
            }
            float[] found = session.run(
                            inputs, progress::cancelled, count, spec.channels(), spec.height(), spec.width())
                    .values();
            if (found.length != count) {
                throw new ModelException("a discriminator must give one score for each image, found " + found.length
                        + " for " + count + " images");
            }
            System.arraycopy(found, 0, scores, first, count);
            progress.report(first + count, scores.length);
        }
        return scores;
    }

    /** Frees the native session. A second call does nothing. */
    @Override
    public void close() {
        session.close();
    }
}
