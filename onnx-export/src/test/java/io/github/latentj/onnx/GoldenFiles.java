package io.github.latentj.onnx;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.PixelSize;
import io.github.latentj.contract.PixelType;
import io.github.latentj.contract.Prior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the golden files of the present contract version. Run it by hand, once, when a version is released; the files of a
 * released version never change.
 */
final class GoldenFiles {
    static final long SEED = 7;
    static final int EXAMPLES = 3;

    private GoldenFiles() {}

    static GeneratorSpec spec() {
        return GeneratorSpec.builder()
                .prior(Prior.NORMAL)
                .latentSize(4)
                .imageSize(16, 16)
                .channels(1)
                .intensityMap(new IntensityMap(PixelType.UINT16, 100, 4095))
                .intensityUnit("photons")
                .pixelSize(new PixelSize(0.65, 0.65, "um"))
                .parity(1.5e-7)
                .provenance("preset", "torch")
                .provenance("seed", "7")
                .build();
    }

    /** The first latent vectors of the seed, float32 [N, 4, 1, 1]. */
    static OrtModel.Floats latents() {
        float[] values = new float[EXAMPLES * 4];
        for (int i = 0; i < EXAMPLES; i++) {
            System.arraycopy(new LatentSampler(Prior.NORMAL, 4, SEED).sample(i), 0, values, i * 4, 4);
        }
        return new OrtModel.Floats(values, EXAMPLES, 4, 1, 1);
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (Network generator = Network.of(Dcgan.generator(2, 2, 1), 1, 4, 1, 1);
                Network discriminator = Network.of(Dcgan.discriminator(2, 2), 1, 1, 16, 16)) {
            OnnxExporter exporter =
                    generator.exporter().inputName("z").outputName("image").metadata(spec().toMetadata());
            exporter.write(folder.resolve("generator.onnx"));
            exporter.float16Weights().write(folder.resolve("generator-float16.onnx"));
            exporter.writeInversion(folder.resolve("inversion.onnx"));
            OnnxExporter critic = discriminator
                    .exporter()
                    .inputName("image")
                    .outputName("logit")
                    .metadata(spec().toMetadata());
            critic.write(folder.resolve("discriminator.onnx"));
            critic.writeFeatures(folder.resolve("features.onnx"));
            OrtModel.Floats images = generator.forward(latents());
            write(images, folder.resolve("images.txt"));
            write(discriminator.forward(images), folder.resolve("logits.txt"));
        }
    }

    private static void write(OrtModel.Floats floats, Path file) throws IOException {
        Files.writeString(
                file,
                IntStream.range(0, floats.values().length)
                        .mapToObj(i -> Float.toString(floats.values()[i]))
                        .collect(Collectors.joining("\n", "", "\n")));
    }
}
