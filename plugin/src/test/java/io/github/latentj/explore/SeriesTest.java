package io.github.latentj.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Interpolation;
import io.github.latentj.latent.LatentPath;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interpolation, random walk, arithmetic and description, from request to images. */
class SeriesTest {
    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();
    private Path model;

    @BeforeEach
    void writeModel() {
        model = new TinyModel(8, 1).write(folder.resolve("tiny.onnx"));
    }

    @AfterEach
    void freeSessions() {
        models.close();
    }

    @Test
    void interpolationBeginsAndEndsAtItsPoints() {
        GeneratedImages images = new InterpolateLatents(models)
                .run(InterpolateRequest.of(model, seeds(0, 1)).steps(8).build(), Progress.SILENT);

        LatentSampler sampler = new LatentSampler(Prior.NORMAL, 8, 7);
        assertThat(images.count()).isEqualTo(9);
        assertThat(images.latent(0)).isEqualTo(sampler.sample(0));
        assertThat(images.latent(4))
                .containsExactly(
                        Interpolation.SPHERICAL.between(sampler.sample(0), sampler.sample(1), 0.5), within(1e-6f));
        assertThat(images.latent(8)).containsExactly(sampler.sample(1), within(1e-6f));
        assertThat(images.operation()).isEqualTo("interpolate");
    }

    @Test
    void gridIsLaidOutAsATable() {
        GeneratedImages images = new InterpolateLatents(models)
                .run(
                        InterpolateRequest.of(model, seeds(0, 1, 2, 3))
                                .path(LatentPath.GRID)
                                .steps(4)
                                .build(),
                        Progress.SILENT);

        assertThat(images.count()).isEqualTo(25);
        assertThat(images.columns()).isEqualTo(5);
    }

    @Test
    void smoothnessIsMeasuredAndJumpsAreMarked() {
        Smoothness smoothness = measured(0);

        assertThat(smoothness.median()).isCloseTo(0.05, within(1e-6));
        assertThat(smoothness.largest()).isCloseTo(0.3, within(1e-6));
        assertThat(smoothness.jumps()).containsExactly(4);
    }

    @Test
    void rowsOfATableAreSeriesOfTheirOwn() {
        Smoothness smoothness = measured(4);

        assertThat(smoothness.largest()).isCloseTo(0.05, within(1e-6));
        assertThat(smoothness.jumps()).isEmpty();
    }

    private static Smoothness measured(int columns) {
        Smoothness smoothness = new Smoothness((index, image) -> {}, columns);
        float[] values = {0, 0.1f, 0.2f, 0.3f, 0.9f, 1.0f};
        for (int i = 0; i < values.length; i++) {
            smoothness.accept(i, new float[] {values[i], values[i]});
        }
        return smoothness;
    }

    @Test
    void seriesCarriesItsSmoothness() {
        GeneratedImages images = new InterpolateLatents(models)
                .run(InterpolateRequest.of(model, seeds(0, 1)).build(), Progress.SILENT);

        assertThat(images.notes()).containsKeys("step_median", "step_largest");
        assertThat(Double.parseDouble(images.notes().get("step_largest"))).isBetween(0.0001, 1.0);
    }

    @Test
    void refusesPathsThatAreTooShortOrTooLong() {
        assertThatThrownBy(() -> InterpolateRequest.of(model, seeds(0)).steps(0).build())
                .isInstanceOf(RequestException.class)
                .hasMessage("this path needs at least 2 points, found 1\nsteps must be at least 1, found 0");
        assertThatThrownBy(() ->
                        InterpolateRequest.of(model, seeds(0, 1, 2)).steps(9000).build())
                .hasMessage("the path has 18001 images, at most 10000 are made: take fewer steps or points");
        assertThatThrownBy(() -> InterpolateRequest.of(model, seeds(0, 1))
                        .path(LatentPath.J_DIAGRAM)
                        .build())
                .hasMessage("this path needs exactly 3 points, found 2");
    }

    @Test
    void refusesLatentsOfAnotherModel() {
        LatentSource foreign = LatentSource.carried("'cells.tif', image 2", new float[8], "0123456789abcdef");

        assertThatThrownBy(() -> new InterpolateLatents(models)
                        .run(
                                InterpolateRequest.of(model, Arrays.asList(foreign, foreign))
                                        .build(),
                                Progress.SILENT))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("'cells.tif', image 2 was made by another model (SHA-256 0123456789ab...");
    }

    @Test
    void walkStartsWhereItIsTold() {
        GeneratedImages images = new WalkLatents(models)
                .run(
                        WalkRequest.of(model)
                                .start(LatentSource.seeded(7, 2))
                                .steps(5)
                                .seed(3)
                                .build(),
                        Progress.SILENT);

        assertThat(images.count()).isEqualTo(6);
        assertThat(images.latent(0)).isEqualTo(new LatentSampler(Prior.NORMAL, 8, 7).sample(2));
        assertThat(images.seed()).hasValue(3);
        assertThat(images.notes()).containsKey("step_median");
    }

    @Test
    void refusesWalksOutOfRange() {
        assertThatThrownBy(() ->
                        WalkRequest.of(model).steps(0).stepSize(Double.NaN).build())
                .isInstanceOf(RequestException.class)
                .hasMessage("steps must be 1 to 9999, found 0\nstep size must be finite and positive, found NaN");
    }

    @Test
    void arithmeticPutsTheResultAmongEightNeighbours() {
        GeneratedImages figure = new CombineConcepts(models)
                .run(
                        ArithmeticRequest.of(model)
                                .concept("A", seeds(0, 1, 2))
                                .concept("B", seeds(3))
                                .concept("C", seeds(4))
                                .seed(5)
                                .build(),
                        Progress.SILENT);

        LatentSampler sampler = new LatentSampler(Prior.NORMAL, 8, 7);
        assertThat(figure.count()).isEqualTo(9 + 3 + 5 + 1);
        for (int i = 0; i < 8; i++) {
            float mean = (sampler.sample(0)[i] + sampler.sample(1)[i] + sampler.sample(2)[i]) / 3;
            float expected = mean - sampler.sample(3)[i] + sampler.sample(4)[i];
            assertThat(figure.latent(4)[i]).isCloseTo(expected, within(1e-5f));
            float neighbour = figure.latent(0)[i];
            assertThat(Math.abs(neighbour - expected)).isBetween(0f, 0.25001f);
            assertThat(figure.latent(9)[i]).isCloseTo(mean, within(1e-6f));
        }
    }

    @Test
    void arithmeticIsLaidOutAsInThePaper() {
        GeneratedImages figure = new CombineConcepts(models)
                .run(
                        ArithmeticRequest.of(model)
                                .concept("A", seeds(IntStream.range(0, 100).toArray()))
                                .concept("B", seeds(100))
                                .expression("A - 0.5*B")
                                .build(),
                        Progress.SILENT);

        LatentSampler sampler = new LatentSampler(Prior.NORMAL, 8, 7);
        assertThat(figure.panels())
                .extracting(panel -> panel.row() + " " + panel.column() + " " + panel.heading() + " " + panel.first()
                        + " " + panel.rows() + "x" + panel.columns())
                .containsExactly(
                        "0 2 [A - 0.5*B, 8 around it: noise 0.25, differ by " + differenceOfNeighbours(figure)
                                + " % (RMS)] 0 3x3",
                        "1 0 [mean latent of A] 9 1x1",
                        "1 1 [mean latent of B] 10 1x1",
                        "0 0 [A, 9 of 100 images] 11 3x3",
                        "0 1 [B, seed 7, image 101] 20 1x1",
                        "1 2 [A - 0.5*B of pixels, (no latent)] 21 1x1");
        assertThat(figure.notes().get("cells")).startsWith("1-9: A - 0.5*B").endsWith("(no latent)");
        assertThat(figure.title(4)).isEqualTo("A - 0.5*B");
        assertThat(figure.latent(11 + 8)).isEqualTo(sampler.sample(8));
        assertThat(figure.hasLatent(20)).isTrue();
        assertThat(figure.hasLatent(21)).isFalse();
    }

    /** Of images 1 to 4 and 6 to 9 to the fifth, in percent of 255 grey levels. */
    private static String differenceOfNeighbours(GeneratedImages figure) {
        byte[] middle = (byte[]) figure.plane(4, 0);
        double squares = 0;
        for (int i : new int[] {0, 1, 2, 3, 5, 6, 7, 8}) {
            byte[] neighbour = (byte[]) figure.plane(i, 0);
            for (int p = 0; p < middle.length; p++) {
                squares += Math.pow((neighbour[p] & 0xff) - (middle[p] & 0xff), 2) / (8 * middle.length);
            }
        }
        return String.format(Locale.ROOT, "%.1f", 100 * Math.sqrt(squares) / 255);
    }

    @Test
    void pixelControlIsTheSameSumOfPixels() {
        GeneratedImages figure = new CombineConcepts(models)
                .run(
                        ArithmeticRequest.of(model)
                                .concept("A", seeds(0))
                                .concept("B", seeds(1))
                                .concept("C", seeds(1))
                                .build(),
                        Progress.SILENT);

        int control = figure.count() - 1;
        assertThat(figure.hasLatent(control)).isFalse();
        assertThat(figure.plane(control, 0)).isEqualTo(figure.plane(9, 0)).isEqualTo(figure.plane(12, 0));
    }

    @Test
    void arithmeticTellsAllProblemsAtOnce() {
        assertThatThrownBy(() -> ArithmeticRequest.of(model)
                        .concept("A", seeds(0))
                        .concept("B", Collections.emptyList())
                        .noise(-1)
                        .build())
                .isInstanceOf(RequestException.class)
                .hasMessage("the expression uses B, but no image is given for it\n"
                        + "the expression uses C, but no image is given for it\n"
                        + "noise must be finite and not negative, found -1.0");
    }

    @Test
    void descriptionTellsWhatAModelIs() {
        assertThat(new DescribeModel(models).run(model))
                .containsEntry("Latent", "8 components, normal prior (assumed)")
                .containsEntry("Image", "16 x 16 pixels, 1 channel: gray")
                .containsEntry("Intensity", "uint8 0.0 to 255.0")
                .containsEntry("Contract", "none: prior and intensity are assumed")
                .containsEntry("Producer", "latentj-test")
                .containsEntry("Weights", "no digest")
                .containsEntry("Runs on", "CPU, ONNX Runtime 1.28.0")
                .containsKey("SHA-256 of the file");
    }

    private static List<LatentSource> seeds(int... images) {
        return Arrays.stream(images)
                .mapToObj(image -> LatentSource.seeded(7, image))
                .collect(java.util.stream.Collectors.toList());
    }
}
