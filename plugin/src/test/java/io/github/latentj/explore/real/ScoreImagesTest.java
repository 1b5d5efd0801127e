package io.github.latentj.explore.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.explore.GoldenFeatures;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreImagesTest {
    @TempDir
    private Path folder;

    @Test
    void scoresAreThoseOfTheTrainingFramework() throws IOException {
        ImageScores scores = scores(GoldenFeatures.folder(), GoldenFeatures.images(1));

        float[] logits = GoldenFeatures.logits();
        assertThat(scores.count()).isEqualTo(3);
        assertThat(scores.remarks()).isEmpty();
        for (int i = 0; i < 3; i++) {
            assertThat(scores.logit(i)).isCloseTo(logits[i], within(1e-5f));
            assertThat(scores.probability(i)).isCloseTo(1 / (1 + Math.exp(-logits[i])), within(1e-5));
            assertThat(scores.features(i)).hasSize(16 * scores.maps());
        }
        assertThat(scores.features(0)).isNotEqualTo(scores.features(1));
    }

    @Test
    void otherSizesAreResampledAndSaidWithoutAWarning() throws IOException {
        ImageScores scores = scores(GoldenFeatures.folder(), GoldenFeatures.images(3));

        assertThat(scores.remarks()).isEmpty();
        assertThat(scores.resampling())
                .hasValue("3 of 3 images were resampled to the model's 16 x 16 pixels, the first from 48 x 48");
        assertThat(scores.logit(0)).isNotEqualTo(scores.logit(1)).isFinite();
    }

    @Test
    void squeezedAndMuchShrunkImagesAreWarnedOf() throws IOException {
        SourceImage wide = new SourceImage("wide", 20, 16, 1, channel -> new float[320]);

        assertThat(scores(GoldenFeatures.folder(), List.of(wide)).remarks())
                .singleElement()
                .asString()
                .startsWith(
                        "1 of 1 images are not as the model's 16 x 16 pixels, the first: wide, 20 x 16, was squeezed"
                                + " out of proportion (by 25 %). The model knows images of one kind alone")
                .contains("draw a rectangle around one object, with equal sides");
        assertThat(scores(GoldenFeatures.folder(), GoldenFeatures.images(5)).remarks())
                .singleElement()
                .asString()
                .startsWith("3 of 3 images are not as")
                .contains("was shrunk 5.0 times");
    }

    @Test
    void findsTheFileBesideTheGeneratorAndInAZip() throws IOException {
        List<SourceImage> images = GoldenFeatures.images(1);
        float expected = scores(GoldenFeatures.folder(), images).logit(2);
        Path zip = folder.resolve("model.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("run/features.onnx"));
            Files.copy(GoldenFeatures.folder().resolve("features.onnx"), out);
        }

        assertThat(scores(GoldenFeatures.folder().resolve("generator.onnx"), images)
                        .logit(2))
                .isEqualTo(expected);
        assertThat(scores(zip, images).logit(2)).isEqualTo(expected);
    }

    @Test
    void refusesWhatIsNoFeatureModel() throws IOException {
        Path generator = new TinyModel(8, 1).write(folder.resolve("tiny.onnx"));

        assertThatThrownBy(() -> scores(generator, GoldenFeatures.images(1)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("not a features.onnx: it has no float tensor 'image'");
        assertThatThrownBy(() -> scores(folder, GoldenFeatures.images(1)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("there is no model file ")
                .hasMessageContaining("features.onnx");
    }

    @Test
    void refusesOtherChannelsAndNoImages() {
        SourceImage rgb = new SourceImage("'cells'", 2, 2, 3, channel -> new float[4]);

        assertThatThrownBy(() -> scores(GoldenFeatures.folder(), List.of(rgb)))
                .isInstanceOf(RequestException.class)
                .hasMessage("the model looks at images with 1 channel (gray), 'cells' has 3:"
                        + " convert it first, RGB by Image > Type > 8-bit, several channels by Image > Duplicate or"
                        + " Image > Color > Split Channels");
        assertThatThrownBy(() -> scores(GoldenFeatures.folder(), List.of())).hasMessage("there is no image to look at");
    }

    @Test
    void stopsWhenAsked() throws IOException {
        List<SourceImage> images = GoldenFeatures.images(1);
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

        assertThatThrownBy(() -> new ScoreImages().run(GoldenFeatures.folder(), images, stopped))
                .isInstanceOf(CancellationException.class);
    }

    private static ImageScores scores(Path model, List<SourceImage> images) {
        return new ScoreImages().run(model, images, Progress.SILENT);
    }
}
