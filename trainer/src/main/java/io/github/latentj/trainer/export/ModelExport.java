package io.github.latentj.trainer.export;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.onnx.OnnxExporter;
import io.github.latentj.trainer.model.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes both networks of a run as ONNX and proves each file: ONNX Runtime must give what DJL gives, on {@value #PROBES}
 * latents and on the images made from them. The proof is written into the file.
 */
public final class ModelExport {
    /** Largest absolute difference in network range at which a file is still believed. */
    public static final double TOLERANCE = 1e-4;

    private static final int PROBES = 64;
    private static final long PROBE_SEED = 0;

    private final Networks networks;
    private final GeneratorSpec spec;

    /** @param spec without digest and parity, which are this class's to find */
    public ModelExport(Networks networks, GeneratorSpec spec) {
        this.networks = networks;
        this.spec = spec;
    }

    /** Largest absolute differences between DJL and ONNX Runtime: of pixels in network range, and of logits. */
    public record Parity(double generator, double discriminator) {}

    /**
     * Writes {@code generator.onnx} and {@code discriminator.onnx} into {@code folder}, replacing older ones only by
     * proven files.
     *
     * @throws ParityException if a file differs from the network it was made from
     */
    public Parity write(Path folder) throws IOException {
        float[] latents = new LatentSampler(spec.prior(), spec.latentSize(), PROBE_SEED).batch(0, PROBES);
        float[] images = networks.generate(latents, PROBES);
        float[] logits = networks.discriminate(images, PROBES);
        double generator = writeProven(
                new Part(networks.sampler(), networks.architecture().latentShape(), "z", "image"),
                folder.resolve("generator.onnx"),
                latents,
                images);
        double discriminator = writeProven(
                new Part(networks.discriminator(), networks.architecture().imageShape(), "image", "logit"),
                folder.resolve("discriminator.onnx"),
                images,
                logits);
        return new Parity(generator, discriminator);
    }

    private record Part(Block network, Shape inputShape, String input, String output) {}

    private double writeProven(Part part, Path file, float[] probes, float[] expected) throws IOException {
        Path trial = file.resolveSibling(".trial-" + file.getFileName());
        try {
            write(part, trial, Map.of());
            double difference = difference(part, trial, probes, expected);
            if (!(difference <= TOLERANCE)) {
                throw new ParityException(file, difference);
            }
            write(part, file, Map.of(GeneratorSpec.PARITY_KEY, String.valueOf(difference)));
            return difference;
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    private void write(Part part, Path file, Map<String, String> proof) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(spec.toMetadata());
        metadata.putAll(proof);
        OnnxExporter.of(part.network, part.inputShape)
                .inputName(part.input)
                .outputName(part.output)
                .metadata(metadata)
                .write(file);
    }

    private static double difference(Part part, Path file, float[] probes, float[] expected) {
        try (OnnxSession session = new OnnxSession(file)) {
            long[] shape =
                    ExportedGenerator.batch(PROBES, part.inputShape.slice(1).getShape());
            float[] actual = session.run(probes, shape);
            if (actual.length != expected.length) {
                return Double.NaN;
            }
            double largest = 0;
            for (int i = 0; i < actual.length; i++) {
                // Math.max keeps a NaN, which no tolerance forgives.
                largest = Math.max(largest, Math.abs((double) actual[i] - expected[i]));
            }
            return largest;
        }
    }
}
