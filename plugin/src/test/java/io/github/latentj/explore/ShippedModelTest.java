package io.github.latentj.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.explore.real.GuideImages;
import io.github.latentj.explore.real.GuideRequest;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reads weights from the file, on the model that comes with LatentJ, which stores them as float16. */
class ShippedModelTest {
    private static final Path MODEL = Path.of(System.getProperty("latentj.root"), "plugin", "models", "nuclei64");
    /** Of the four convolutions: 32, 64, 128 and 256 maps. */
    private static final int MAPS_BEFORE_THE_LAST_LAYER = 224;

    @TempDir
    private Path folder;

    @Test
    void guidedBackpropagationTakesMapsOfTheLastLayerAndComparesWithRandomFilters() throws IOException {
        GeneratedImages one = guided(1);
        GeneratedImages other = guided(2);

        for (String map : one.notes().get("maps").split(",")) {
            assertThat(Integer.parseInt(map)).isGreaterThan(MAPS_BEFORE_THE_LAST_LAYER);
        }
        Panel byTrained = one.panels().get(1);
        Panel byRandom = one.panels().get(2);
        for (int i = 0; i < byTrained.count(); i++) {
            byte[] trained = (byte[]) one.plane(byTrained.first() + i, 0);
            byte[] random = (byte[]) one.plane(byRandom.first() + i, 0);
            assertThat(random).isNotEqualTo(trained).isNotEqualTo(other.plane(byRandom.first() + i, 0));
            assertThat(trained).isEqualTo(other.plane(byTrained.first() + i, 0));
        }
    }

    @Test
    void principalDirectionsAreFound() throws IOException {
        Path model = Files.copy(MODEL.resolve("generator.onnx"), folder.resolve("generator.onnx"));

        Direction first = new FindDirection(GeneratorModels.shared(), model, "first").principal(1);

        double length = 0;
        for (float component : first.vector()) {
            length += component * component;
        }
        assertThat(first.vector()).hasSize(100);
        assertThat(Math.sqrt(length)).isCloseTo(1, within(1e-5));
        assertThat(Arrays.equals(
                        first.vector(),
                        new FindDirection(GeneratorModels.shared(), model, "second")
                                .principal(2)
                                .vector()))
                .isFalse();
    }

    private static GeneratedImages guided(long seed) throws IOException {
        GuideRequest request = GuideRequest.of(MODEL, GoldenFeatures.images(1))
                .strongest(2)
                .seed(seed)
                .build();
        return new GuideImages().run(request, Progress.SILENT);
    }
}
