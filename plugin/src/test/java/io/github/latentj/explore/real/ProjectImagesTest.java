package io.github.latentj.explore.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.GoldenFeatures;
import io.github.latentj.explore.InterpolateLatents;
import io.github.latentj.explore.InterpolateRequest;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ProjectImagesTest {
    private static final Path MODEL = GoldenFeatures.folder();
    private static final int SIDE = GoldenFeatures.SIDE;
    /** 100 to 4095. */
    private static final double RANGE = 3995;

    private final ProjectImages project = new ProjectImages(GeneratorModels.shared());

    /** Images of the model itself, in its own 16 bits. */
    private static List<SourceImage> planted(int count) {
        GeneratedImages images = new GenerateImages(GeneratorModels.shared())
                .run(GenerateRequest.of(MODEL).count(count).seed(99).build(), Progress.SILENT);
        List<SourceImage> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sources.add(source("planted " + i, floats(images.plane(i, 0))));
        }
        return sources;
    }

    private static SourceImage source(String name, float[] pixels) {
        return new SourceImage(name, SIDE, SIDE, 1, channel -> pixels);
    }

    private static float[] floats(Object plane) {
        short[] stored = (short[]) plane;
        float[] pixels = new float[stored.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = stored[i] & 0xffff;
        }
        return pixels;
    }

    private Projections project(List<SourceImage> images) {
        return project.run(ProjectRequest.of(MODEL, images).seed(5).build(), Progress.SILENT);
    }

    @Test
    void plantedLatentsAreRecovered() {
        ProjectRequest request =
                ProjectRequest.of(MODEL, planted(5)).priorWeight(0).build();
        Projections found = project.run(request, Progress.SILENT);

        LatentSampler planted = new LatentSampler(Prior.NORMAL, 4, 99);
        assertThat(found.remarks()).isEmpty();
        for (int i = 0; i < 5; i++) {
            Projection number = found.numbers().get(i);
            assertThat(number.error()).isLessThan(2e-4);
            assertThat(number.medianError()).isGreaterThanOrEqualTo(number.error());
            assertThat(number.bestStart()).isBetween(1, 4);
            float[] latent = found.pictures().latent(4 * i + 1);
            assertThat(latent).usingComparatorWithPrecision(0.01f).containsExactly(planted.sample(i));
        }
    }

    @Test
    void picturesAreImageReconstructionResidualAndSpread() {
        Projections found = project(List.of(source("ramp", ramp()), planted(1).get(0)));
        GeneratedImages pictures = found.pictures();

        assertThat(pictures.count()).isEqualTo(8);
        assertThat(pictures.columns()).isEqualTo(4);
        assertThat(pictures.title(0)).isEqualTo("ramp: image");
        assertThat(pictures.title(6)).isEqualTo("planted 0: residual");
        float[] image = floats(pictures.plane(0, 0));
        float[] made = floats(pictures.plane(1, 0));
        float[] residual = floats(pictures.plane(2, 0));
        float[] spread = floats(pictures.plane(3, 0));
        float[] difference = (float[]) found.differences().plane(0, 0);
        float[] deviation = (float[]) found.differences().plane(1, 0);
        double squares = 0;
        for (int i = 0; i < image.length; i++) {
            assertThat(image[i]).isEqualTo(Math.round(ramp()[i]));
            assertThat(difference[i]).isCloseTo(image[i] - made[i], within(1.01f));
            double shown = Math.max(100, Math.min(4095, 2097.5 + difference[i]));
            assertThat((double) residual[i]).isCloseTo(shown, within(1.0));
            assertThat(spread[i]).isCloseTo(100 + deviation[i], within(1f));
            squares += difference[i] * difference[i] / image.length;
        }
        assertThat(found.numbers().get(0).error()).isCloseTo(Math.sqrt(squares) / RANGE, within(1e-5));
        assertThat(found.numbers().get(0).spread()).isPositive();
        for (int cell = 1; cell < 4; cell++) {
            assertThat(pictures.latent(cell)).isEqualTo(pictures.latent(0));
        }
        GeneratedImages reconstruction = new InterpolateLatents(GeneratorModels.shared())
                .run(
                        InterpolateRequest.of(MODEL, List.of(carried(pictures, 0), carried(pictures, 4)))
                                .steps(1)
                                .build(),
                        Progress.SILENT);
        assertThat(floats(reconstruction.plane(0, 0))).isEqualTo(made);
    }

    private static LatentSource carried(GeneratedImages images, int index) {
        return LatentSource.carried("cell", images.latent(index), images.modelSha256());
    }

    private static float[] ramp() {
        float[] ramp = new float[SIDE * SIDE];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = 100 + 15 * i;
        }
        return ramp;
    }

    @Test
    void whatHasNoWeightDoesNotMatter() {
        float[] pixels = planted(1).get(0).channel(0);
        float[] weights = new float[pixels.length];
        float[] black = pixels.clone();
        float[] white = pixels.clone();
        for (int i = 0; i < pixels.length; i++) {
            weights[i] = i % SIDE < 10 ? 2 : 0;
            black[i] = i % SIDE < 10 ? pixels[i] : 100;
            white[i] = i % SIDE < 10 ? pixels[i] : 4095;
        }

        Projections found = project(List.of(
                source("black", black).weighted(weights), source("white", white).weighted(weights)));

        assertThat(found.numbers().get(0).error()).isLessThan(0.005);
        assertThat(found.pictures().latent(0)).isEqualTo(found.pictures().latent(4));
        assertThat(project(List.of(source("all count", white))).numbers().get(0).error())
                .isGreaterThan(0.02);
    }

    @Test
    void repeatsWithTheSeedWhateverElseIsProjected() {
        List<SourceImage> images = planted(3);

        Projections together = project(images);
        Projections alone = project(images.subList(2, 3));

        assertThat(alone.pictures().latent(0)).isEqualTo(together.pictures().latent(8));
        assertThat(alone.numbers().get(0).error())
                .isEqualTo(together.numbers().get(2).error());
    }

    @Test
    void theShellHoldsTheLatent() {
        SourceImage ramp = source("ramp", ramp());

        double free = length(ramp, 0);
        double held = length(ramp, 100);

        assertThat(held).isCloseTo(Math.sqrt(3), within(0.1));
        assertThat(Math.abs(free - Math.sqrt(3))).isGreaterThan(0.3);
    }

    private double length(SourceImage image, double priorWeight) {
        ProjectRequest request = ProjectRequest.of(MODEL, List.of(image))
                .priorWeight(priorWeight)
                .build();
        return project.run(request, Progress.SILENT).numbers().get(0).latentLength();
    }

    @Test
    void tellsWhatDoesNotFitTheRangeAndTakesAnotherOne() {
        SourceImage image = planted(1).get(0);
        float[] dim = image.channel(0).clone();
        for (int i = 0; i < dim.length; i++) {
            dim[i] /= 100;
        }

        Projections unfitting = project(List.of(source("dim", dim)));
        Projections fitting = project.run(
                ProjectRequest.of(MODEL, List.of(source("dim", dim)))
                        .range(1, 40.95)
                        .build(),
                Progress.SILENT);

        assertThat(unfitting.remarks()).hasSize(1);
        assertThat(unfitting.remarks().get(0))
                .startsWith("the image does not fit the range of intensities: dim has values from ")
                .contains("% of its pixels lie outside 100 to 4095 and were clipped", "choose range=display");
        assertThat(unfitting.numbers().get(0).clipped()).isEqualTo(1);
        assertThat(fitting.remarks()).isEmpty();
        assertThat(fitting.numbers().get(0).error()).isLessThan(0.005);
        assertThat(fitting.pictures().notes().get("intensities"))
                .isEqualTo("1.0 to 40.95 in the image are the model's 100.0 to 4095.0");
    }

    @Test
    void tellsHowMuchOfAnImageIsExplainedAndWarnsBelowNineTenths() {
        float[] noise = new float[SIDE * SIDE];
        Random random = new Random(3);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = 100 + random.nextInt(3996);
        }
        SourceImage planted = planted(1).get(0);

        Projections found = project(List.of(planted, source("noise", noise)));

        assertThat(found.numbers().get(0).explained()).isBetween(0.99, 1.0);
        double explained = found.numbers().get(1).explained();
        assertThat(explained).isLessThan(0.3);
        assertThat(explained).isCloseTo(explained(found.pictures(), 4), within(1e-3));
        assertThat(found.remarks()).hasSize(1);
        assertThat(found.remarks().get(0))
                .startsWith("1 of 2 images are little like what the model makes")
                .contains(
                        "the first: noise: the reconstruction explains ",
                        " % of its contrast (variance), less than 90 %",
                        "draw a rectangle around one",
                        "as range");
    }

    /** By another path: from the pictures, without weights. */
    private static double explained(GeneratedImages pictures, int first) {
        float[] image = floats(pictures.plane(first, 0));
        float[] made = floats(pictures.plane(first + 1, 0));
        double mean = 0;
        for (float value : image) {
            mean += value / (double) image.length;
        }
        double left = 0;
        double all = 0;
        for (int i = 0; i < image.length; i++) {
            left += Math.pow(image[i] - made[i], 2);
            all += Math.pow(image[i] - mean, 2);
        }
        return 1 - left / all;
    }

    @Test
    void dimImagesHaveSmallerErrorsButAreNoBetterExplained() {
        float[] weight = {0.5f, 1.5f, 1, 1};
        float[] image = {0.5f, -0.25f, 0, 1};
        float[] found = {0.25f, -0.5f, 0.25f, 0.75f};
        float[] dimImage = {0.125f, -0.0625f, 0, 0.25f};
        float[] dimFound = {0.0625f, -0.125f, 0.0625f, 0.1875f};

        // By hand: weighted mean 0.21875, variance 0.2568359375; mean square of the differences 0.0625.
        double explained = ImageError.explained(image, found, weight);

        assertThat(explained).isCloseTo(1 - 0.0625 / 0.2568359375, within(1e-6));
        assertThat(ImageError.explained(dimImage, dimFound, weight)).isCloseTo(explained, within(1e-6));
        assertThat(ImageError.shareOfRange(dimImage, dimFound, weight))
                .isCloseTo(ImageError.shareOfRange(image, found, weight) / 4, within(1e-6));
        assertThat(ImageError.explained(image, image, weight)).isEqualTo(1);
    }

    @Test
    void anImageWithOneValueHasNothingToFind() {
        float[] white = new float[SIDE * SIDE];
        Arrays.fill(white, 4095);

        Projections found = project(List.of(source("white", white)));

        assertThat(found.numbers().get(0).explained()).isNaN();
        assertThat(found.remarks())
                .containsExactly("the image does not fit the range of intensities: white has one value"
                        + " everywhere, 4095: there is nothing to find in it");
    }

    @Test
    void wholeFieldsAreToldAsSqueezedAndShrunk() {
        SourceImage planted = planted(1).get(0);
        float[] field = new float[100 * 80];
        Arrays.fill(field, 100);
        field[4000] = 4095;
        SourceImage whole = new SourceImage("field", 100, 80, 1, channel -> field);
        SourceImage large = new SourceImage("large", 80, 80, 1, channel -> field);

        List<String> remarks = project(List.of(planted, whole)).remarks();
        Projections area = project(List.of(large.asArea()));

        assertThat(remarks.get(0))
                .startsWith("1 of 2 images are not as the model's 16 x 16 pixels, the first: field, 100 x 80, was"
                        + " squeezed out of proportion (by 25 %) and was shrunk 6.3 times.")
                .contains("draw a rectangle around one object, with equal sides");
        assertThat(area.remarks()).noneMatch(remark -> remark.contains("are not as the model's"));
        assertThat(area.pictures().notes().get("resampling"))
                .isEqualTo("1 of 1 images were resampled to the model's 16 x 16 pixels, the first from 80 x 80");
        assertThat(project(List.of(large)).remarks().get(0))
                .contains("was shrunk 5.0 times")
                .doesNotContain("squeezed");
    }

    @Test
    void stopsInTheMiddle() {
        int[] steps = new int[1];
        Progress afterTenSteps = new Progress() {
            @Override
            public void report(int done, int total) {
                // images of the starting points
            }

            @Override
            public void report(int done, int total, String news) {
                steps[0]++;
                assertThat(news).startsWith("image 1/2, step " + steps[0] + "/150, error ");
            }

            @Override
            public boolean cancelled() {
                return steps[0] >= 10;
            }
        };

        assertThatThrownBy(
                        () -> project.run(ProjectRequest.of(MODEL, planted(2)).build(), afterTenSteps))
                .isInstanceOf(CancellationException.class);
        assertThat(steps[0]).isEqualTo(10);
    }

    @Test
    void refusesWhatCannotBeProjected() {
        assertThatThrownBy(() -> ProjectRequest.of(MODEL, List.of())
                        .starts(0)
                        .steps(0)
                        .priorWeight(-1)
                        .range(5, 5)
                        .build())
                .isInstanceOf(RequestException.class)
                .hasMessage("range must go from a smaller to a larger number, found 5.0 to 5.0\n"
                        + "there is no image to project\nstarts must be 1 to 64, found 0\n"
                        + "steps must be 1 to 100000, found 0\nprior_weight must be 0 to 1000, found -1.0");
        SourceImage unweighted = source("none", ramp()).weighted(new float[SIDE * SIDE]);
        assertThatThrownBy(() -> project(List.of(unweighted)))
                .isInstanceOf(RequestException.class)
                .hasMessage("no pixel of none counts: its weights are all zero");
        float[] holes = ramp();
        holes[7] = Float.NaN;
        assertThatThrownBy(() -> project(List.of(source("holes", holes))))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("holes has pixels that are not numbers (NaN)");
    }
}
