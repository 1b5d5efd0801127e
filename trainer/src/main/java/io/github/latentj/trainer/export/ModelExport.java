package io.github.latentj.trainer.export;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.ModelFiles;
import io.github.latentj.onnx.OnnxExporter;
import io.github.latentj.trainer.export.OnnxSession.Input;
import io.github.latentj.trainer.model.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes both networks of a run as ONNX, each also with its gradients, and proves every file: ONNX Runtime must give what
 * DJL gives, on {@value #PROBES} latents and on the images made from them. The proof is written into the file.
 */
public final class ModelExport {
    private static final int PROBES = 64;
    private static final long PROBE_SEED = 0;

    private final Networks networks;
    private final GeneratorSpec spec;
    private final WeightFormat weights;

    /** @param spec without digest and parity, which are this class's to find */
    public ModelExport(Networks networks, GeneratorSpec spec, WeightFormat weights) {
        this.networks = networks;
        this.spec = spec;
        this.weights = weights;
    }

    /** Largest differences between DJL and ONNX Runtime, as {@link WeightFormat} counts them. */
    public record Parity(double generator, double discriminator) {}

    /**
     * Writes {@code generator.onnx}, {@code inversion.onnx}, {@code discriminator.onnx} and {@code features.onnx} into
     * {@code folder}, replacing older ones only by proven files.
     *
     * @throws ParityException if a file differs from the network it was made from
     * @throws ModelFileException if the network does not bear float16 weights
     */
    public Parity write(Path folder) throws IOException {
        float[] latents = new LatentSampler(spec.prior(), spec.latentSize(), PROBE_SEED).batch(0, PROBES);
        float[] images = networks.generate(latents, PROBES);
        float[] logits = networks.discriminate(images, PROBES);
        Input z = input(latents, networks.architecture().latentShape());
        Input image = input(images, networks.architecture().imageShape());

        Part generator = new Part(
                networks.sampler(),
                networks.architecture().latentShape(),
                "z",
                "image",
                images,
                weights.pixelTolerance());
        double ofGenerator = writeProven(
                generator, folder.resolve(ModelFiles.GENERATOR), OnnxExporter::write, session -> Map.of("z", z));
        writeProven(
                generator,
                folder.resolve(ModelFiles.INVERSION),
                OnnxExporter::writeInversion,
                session -> Map.of("z", z, "target", image, "weight", pixelWeights()));

        Part discriminator = new Part(
                networks.discriminator(),
                networks.architecture().imageShape(),
                "image",
                "logit",
                logits,
                weights.logitTolerance());
        double ofDiscriminator = writeProven(
                discriminator,
                folder.resolve(ModelFiles.DISCRIMINATOR),
                OnnxExporter::write,
                session -> Map.of("image", image));
        writeProven(
                discriminator,
                folder.resolve(ModelFiles.FEATURES),
                OnnxExporter::writeFeatures,
                session -> Map.of("image", image, "maps", noMaps(session)));
        return new Parity(ofGenerator, ofDiscriminator);
    }

    private static Input input(float[] values, Shape sample) {
        return new Input(values, BatchShape.of(PROBES, sample.slice(1).getShape()));
    }

    private Input pixelWeights() {
        float[] ones = new float[PROBES * spec.height() * spec.width()];
        Arrays.fill(ones, 1);
        return new Input(ones, PROBES, 1, spec.height(), spec.width());
    }

    private static Input noMaps(OnnxSession session) {
        int maps = (int) session.inputShape("maps")[1];
        return new Input(new float[PROBES * maps], PROBES, maps);
    }

    /** A network with what its output must be on the probes. */
    private record Part(
            Block network, Shape inputShape, String input, String output, float[] expected, double tolerance) {}

    private interface Format {
        void write(OnnxExporter exporter, Path file) throws IOException;
    }

    private double writeProven(Part part, Path file, Format format, Function<OnnxSession, Map<String, Input>> probes)
            throws IOException {
        Path trial = file.resolveSibling(".trial-" + file.getFileName());
        try {
            format.write(exporter(part, Map.of()), trial);
            double difference = difference(part, trial, probes);
            if (!(difference <= part.tolerance)) {
                throw weights == WeightFormat.FLOAT16
                        ? new ModelFileException(file + " was not written: with float16 weights its output changes by "
                                + difference + ", more than " + part.tolerance + "; export it without --float16")
                        : new ParityException(file, difference, part.tolerance);
            }
            format.write(exporter(part, Map.of(GeneratorSpec.PARITY_KEY, String.valueOf(difference))), file);
            return difference;
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    private OnnxExporter exporter(Part part, Map<String, String> proof) {
        Map<String, String> metadata = new LinkedHashMap<>(spec.toMetadata());
        metadata.putAll(proof);
        OnnxExporter exporter = OnnxExporter.of(part.network, part.inputShape)
                .inputName(part.input)
                .outputName(part.output)
                .metadata(metadata);
        return weights == WeightFormat.FLOAT16 ? exporter.float16Weights() : exporter;
    }

    private static double difference(Part part, Path file, Function<OnnxSession, Map<String, Input>> probes) {
        try (OnnxSession session = new OnnxSession(file)) {
            float[] actual = session.run(probes.apply(session), part.output);
            if (actual.length != part.expected.length) {
                return Double.NaN;
            }
            double largest = 0;
            double scale = 1;
            for (int i = 0; i < actual.length; i++) {
                // Math.max keeps a NaN, which no tolerance forgives.
                largest = Math.max(largest, Math.abs((double) actual[i] - part.expected[i]));
                scale = Math.max(scale, Math.abs(part.expected[i]));
            }
            return largest / scale;
        }
    }
}
