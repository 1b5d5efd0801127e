package io.github.latentj.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.PixelType;
import io.github.latentj.contract.Prior;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyCritic;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateImagesTest {
    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();

    @AfterEach
    void freeSessions() {
        models.close();
    }

    @Test
    void bytesAreNetworkValuesMappedToTheWholeRange() {
        Path file = new TinyModel(8, 3).write(folder.resolve("tiny.onnx"));

        GeneratedImages images = generate(file, 40, 11);

        assertThat(images.count()).isEqualTo(40);
        assertThat(images.latent(39)).isEqualTo(new LatentSampler(Prior.NORMAL, 8, 11).sample(39));
        float[] network = network(file, images.latent(39));
        byte[] green = (byte[]) images.plane(39, 1);
        for (int i = 0; i < green.length; i++) {
            double expected = (network[green.length + i] + 1) * 127.5;
            assertThat((double) (green[i] & 0xff)).isCloseTo(expected, org.assertj.core.data.Offset.offset(0.501));
        }
    }

    @Test
    void sixteenBitModelsGiveSixteenBitImages() {
        Path file = model(new IntensityMap(PixelType.UINT16, 1000, 60000));

        GeneratedImages images = generate(file, 1, 11);

        float[] network = network(file, images.latent(0));
        short[] pixels = (short[]) images.plane(0, 0);
        for (int i = 0; i < pixels.length; i++) {
            double expected = 1000 + (network[i] + 1) / 2 * 59000;
            assertThat((double) (pixels[i] & 0xffff)).isCloseTo(expected, org.assertj.core.data.Offset.offset(0.51));
        }
    }

    @Test
    void floatModelsGiveUnroundedImages() {
        Path file = model(new IntensityMap(PixelType.FLOAT32, -2, 2));

        GeneratedImages images = generate(file, 1, 11);

        float[] network = network(file, images.latent(0));
        assertThat((float[]) images.plane(0, 0)).hasSize(256);
        assertThat(((float[]) images.plane(0, 0))[17])
                .isCloseTo(2 * network[17], org.assertj.core.data.Offset.offset(1e-6f));
    }

    @Test
    void truncationDrawsLatentsToTheCentre() {
        Path file = new TinyModel(8, 1).write(folder.resolve("tiny.onnx"));

        GeneratedImages images = new GenerateImages(models)
                .run(GenerateRequest.of(file).seed(5).truncation(0.5).build(), Progress.SILENT);

        float[] whole = new LatentSampler(Prior.NORMAL, 8, 5).sample(0);
        for (int i = 0; i < 8; i++) {
            assertThat(images.latent(0)[i]).isEqualTo(whole[i] / 2);
        }
        assertThat(images.notes()).containsEntry("truncation", "0.5");
        assertThatThrownBy(() -> GenerateRequest.of(file).truncation(0).build())
                .hasMessage("truncation must be above 0 and at most 2, found 0.0");
    }

    @Test
    void unroundedImagesKeepTheUnitsOfTheModel() {
        Path file = model(new IntensityMap(PixelType.UINT16, 1000, 60000));

        GeneratedImages images = new GenerateImages(models)
                .run(GenerateRequest.of(file).seed(11).unrounded(true).build(), Progress.SILENT);

        float[] network = network(file, images.latent(0));
        float[] pixels = (float[]) images.plane(0, 0);
        assertThat(pixels[33])
                .isCloseTo(1000 + (network[33] + 1) / 2 * 59000, org.assertj.core.data.Offset.offset(0.02f));
    }

    @Test
    void fewImagesAreTheFirstOfMany() {
        Path file = new TinyModel(8, 1).write(folder.resolve("tiny.onnx"));

        GeneratedImages few = generate(file, 2, 5);
        GeneratedImages many = generate(file, 33, 5);

        assertThat(few.latent(1)).isEqualTo(many.latent(1));
        byte[] small = (byte[]) few.plane(1, 0);
        byte[] large = (byte[]) many.plane(1, 0);
        for (int i = 0; i < small.length; i++) {
            assertThat(Math.abs((small[i] & 0xff) - (large[i] & 0xff))).isLessThanOrEqualTo(1);
        }
    }

    /** The discriminator here is the mean of the image: the reference is computed from the pixels. */
    @Test
    void bestImagesAreThoseOfTheHighestScore() {
        Path file = new TinyModel(8, 1).write(folder.resolve("generator.onnx"));
        TinyCritic.write(folder.resolve("discriminator.onnx"), 1, 16);
        GeneratedImages all = generate(file, 70, 5);

        GeneratedImages best = new GenerateImages(models)
                .run(GenerateRequest.of(file).count(70).best(3).seed(5).build(), Progress.SILENT);

        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            order.add(i);
        }
        order.sort(java.util.Comparator.comparingDouble(i -> -mean((byte[]) all.plane(i, 0))));
        assertThat(best.count()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(best.latent(i)).isEqualTo(all.latent(order.get(i)));
            double score = mean((byte[]) all.plane(order.get(i), 0)) / 127.5 - 1;
            assertThat(best.title(i)).startsWith("seed 5, image " + (order.get(i) + 1) + ", score ");
            assertThat(Double.parseDouble(
                            best.notes().get("discriminator_scores").split(",")[i]))
                    .isCloseTo(score, org.assertj.core.data.Offset.offset(0.005));
        }
        assertThat(best.notes()).containsEntry("best_of", "70");
        assertThat(best.notes().get("images_of_the_seed")).startsWith((order.get(0) + 1) + ",");
    }

    private static double mean(byte[] plane) {
        double sum = 0;
        for (byte value : plane) {
            sum += value & 0xff;
        }
        return sum / plane.length;
    }

    @Test
    void bestImagesNeedTheirDiscriminator() {
        Path file = new TinyModel(8, 1).write(folder.resolve("generator.onnx"));
        GenerateRequest request = GenerateRequest.of(file).count(4).best(2).build();

        assertThatThrownBy(() -> new GenerateImages(models).run(request, Progress.SILENT))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "discriminator.onnx: to choose the best images, the discriminator must lie beside");
        TinyCritic.write(folder.resolve("discriminator.onnx"), 3, 16);
        assertThatThrownBy(() -> new GenerateImages(models).run(request, Progress.SILENT))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("not the discriminator of this generator");
        assertThatThrownBy(() -> GenerateRequest.of(file).count(4).best(5).build())
                .hasMessage("best must be 0 (all) to the count, 4, found 5");
    }

    @Test
    void refusesModelThatMakesNaN() {
        Path file = new TinyModel(8, 1).weightScale(Float.NaN).write(folder.resolve("nan.onnx"));

        assertThatThrownBy(() -> generate(file, 1, 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("values that are not numbers (NaN)");
    }

    @Test
    void refusesCountsOutOfRange() {
        for (int count : new int[] {0, -1, 10_001}) {
            assertThatThrownBy(() ->
                            GenerateRequest.of(Path.of("any")).count(count).build())
                    .isInstanceOf(RequestException.class)
                    .hasMessage("count must be 1 to 10000, found " + count);
        }
    }

    @Test
    void refusesMoreThanFitsIntoMemory() {
        GeneratorSpec large = GeneratorSpec.builder()
                .latentSize(100)
                .channels(3)
                .imageSize(1000, 1000)
                .build();

        assertThatThrownBy(() -> MemoryEstimate.require(large, 1000, 1L << 30))
                .isInstanceOf(RequestException.class)
                .hasMessage("1000 images of 1000 x 1000 pixels with 3 channels need 6678 MB, 1024 MB are free:"
                        + " ask for fewer, close some images, or give the program more memory");
        MemoryEstimate.require(large, 100, 1L << 30);
    }

    private Path model(IntensityMap map) {
        GeneratorSpec spec = GeneratorSpec.builder()
                .latentSize(8)
                .channels(1)
                .imageSize(16, 16)
                .intensityMap(map)
                .build();
        return new TinyModel(8, 1).spec(spec).write(folder.resolve("spec.onnx"));
    }

    private GeneratedImages generate(Path file, int count, long seed) {
        return new GenerateImages(models)
                .run(GenerateRequest.of(file).count(count).seed(seed).build(), Progress.SILENT);
    }

    private float[] network(Path file, float[] latent) {
        List<float[]> images = new ArrayList<>();
        try (GeneratorModel model = models.open(file)) {
            model.generate(new float[][] {latent}, (index, image) -> images.add(image.clone()), Progress.SILENT);
        }
        return images.get(0);
    }
}
