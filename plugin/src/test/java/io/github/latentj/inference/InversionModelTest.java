package io.github.latentj.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InversionModelTest {
    private static final Path GOLDEN = Path.of(
            System.getProperty("latentj.root"), "onnx-export", "src", "test", "resources", "golden", "contract-1");
    private static final int PIXELS = 16 * 16;

    @TempDir
    private Path folder;

    private final float[] target = new float[PIXELS];
    private final float[] weight = new float[PIXELS];

    InversionModelTest() {
        for (int i = 0; i < PIXELS; i++) {
            target[i] = (float) Math.sin(0.1 * i);
            weight[i] = i % 16 < 8 ? 0.5f : 1.5f;
        }
    }

    @Test
    void lossAndGradientAreThoseOfTheGeneratorsImages() {
        try (GeneratorModel generator = open(GOLDEN);
                InversionModel inversion = InversionModel.beside(generator)) {
            float[][] latents = latents(generator, 3);
            float[] losses = new float[3];
            float[][] gradients = new float[3][4];
            compare(inversion, latents, losses, gradients);

            assertThat(inversion.warnings()).isEmpty();
            for (int n = 0; n < 3; n++) {
                assertThat((double) losses[n]).isCloseTo(loss(generator, latents[n]), within(1e-6));
                for (int i = 0; i < 4; i++) {
                    float[] up = latents[n].clone();
                    up[i] += 1e-2f;
                    float[] down = latents[n].clone();
                    down[i] -= 1e-2f;
                    double slope = (loss(generator, up) - loss(generator, down)) / (up[i] - down[i]);
                    assertThat((double) gradients[n][i]).isCloseTo(slope, within(2e-4));
                }
            }
        }
    }

    private double loss(GeneratorModel generator, float[] latent) {
        double[] sum = new double[1];
        generator.generate(
                new float[][] {latent},
                (index, image) -> {
                    for (int i = 0; i < PIXELS; i++) {
                        sum[0] += weight[i] * Math.pow(image[i] - target[i], 2) / PIXELS;
                    }
                },
                Progress.SILENT);
        return sum[0];
    }

    private void compare(InversionModel inversion, float[][] latents, float[] losses, float[][] gradients) {
        inversion.distanceTo(target, weight, latents.length, Progress.SILENT).compare(latents, losses, gradients);
    }

    private static float[][] latents(GeneratorModel generator, int count) {
        return new LatentSampler(generator.spec().prior(), generator.spec().latentSize(), 1).samples(count);
    }

    private static GeneratorModel open(Path path) {
        return GeneratorModels.shared().open(path);
    }

    @Test
    void liesInTheSameZip() throws IOException {
        Path zip = folder.resolve("model.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : new String[] {"generator.onnx", "inversion.onnx"}) {
                out.putNextEntry(new ZipEntry("run/" + name));
                Files.copy(GOLDEN.resolve(name), out);
            }
        }
        try (GeneratorModel generator = open(zip);
                InversionModel inversion = InversionModel.beside(generator)) {
            float[] losses = new float[1];
            compare(inversion, latents(generator, 1), losses, new float[1][4]);
            assertThat(losses[0]).isPositive();
        }
    }

    @Test
    void refusesAMissingOneAndThatOfAnotherGenerator() throws IOException {
        Path other = new TinyModel(4, 1).write(folder.resolve("generator.onnx"));
        try (GeneratorModel generator = open(other)) {
            assertThatThrownBy(() -> InversionModel.beside(generator))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("there is no model file ")
                    .hasMessageContaining("needs the inversion.onnx that the trainer exports");
            Files.copy(GOLDEN.resolve("inversion.onnx"), folder.resolve("inversion.onnx"));
            assertThatThrownBy(() -> InversionModel.beside(generator))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("the inversion belongs to another generator than " + generator.path());
        }
    }

    @Test
    void refusesWhatIsNoInversion() throws IOException {
        Files.copy(GOLDEN.resolve("generator.onnx"), folder.resolve("generator.onnx"));
        Files.copy(GOLDEN.resolve("generator.onnx"), folder.resolve("inversion.onnx"));
        try (GeneratorModel generator = open(folder)) {
            assertThatThrownBy(() -> InversionModel.beside(generator))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("not an inversion.onnx: it has no float tensor 'target'");
        }
    }

    @Test
    void stopsWhenAskedAndClosesTwice() {
        Progress stopped = new Progress() {
            @Override
            public void report(int done, int total) {
                throw new AssertionError("nothing is done");
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        try (GeneratorModel generator = open(GOLDEN)) {
            InversionModel inversion = InversionModel.beside(generator);
            ImageDistance distance = inversion.distanceTo(target, weight, 1, stopped);
            assertThatThrownBy(() -> distance.compare(latents(generator, 1), new float[1], new float[1][4]))
                    .isInstanceOf(CancellationException.class);
            inversion.close();
            inversion.close();
        }
    }
}
