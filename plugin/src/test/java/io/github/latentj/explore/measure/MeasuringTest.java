package io.github.latentj.explore.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.explore.FindDirection;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.explore.RequestException;
import io.github.latentj.explore.real.SourceImage;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Bootstrap;
import io.github.latentj.latent.RidgeRegression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The use cases that measure, with a measurer of a few lines: the mean of the left half and of the right half. */
class MeasuringTest {
    private static final int SIDE = TinyModel.SIDE;

    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();
    private Path model;
    private int measured;

    private final ImageMeasurer halves = (spec, planes) -> {
        measured++;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("Left", mean((byte[]) planes[0], 0));
        values.put("Right", mean((byte[]) planes[0], SIDE / 2));
        return values;
    };

    private static double mean(byte[] pixels, int firstColumn) {
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = firstColumn; x < firstColumn + SIDE / 2; x++) {
                sum += pixels[y * SIDE + x] & 0xff;
            }
        }
        return sum / (SIDE * SIDE / 2);
    }

    @BeforeEach
    void writeModel() {
        model = new TinyModel(8, 1).weightScale(0.4f).write(folder.resolve("tiny.onnx"));
    }

    @AfterEach
    void freeSessions() {
        models.close();
    }

    @Test
    void directionOfAMeasurementIsThatOfTheRegressionWithoutTheHeldOne() {
        MeasuredDirection found =
                new MeasureDirection(models).run(direction("left").build(), halves, Progress.SILENT);

        float[][] latents = new LatentSampler(Prior.NORMAL, 8, 7).samples(200);
        MeasuredDirection.Fit right = found.fits().get("Right");
        assertThat(found.fits()).containsOnlyKeys("Left", "Right");
        assertThat(found.images()).isEqualTo(200);
        assertThat(found.fits().get("Left").r2()).isBetween(0.2, 1.0);
        assertThat(dot(
                        found.direction().vector(),
                        RidgeRegression.fit(latents, right.measured(), 7).direction()))
                .isCloseTo(0, within(1e-6));
        assertThat(found.kept()).isBetween(0.1, 1.0);
        assertThat(found.direction().origin())
                .startsWith(
                        "along 'Left' of 200 generated images, seed 7, Right held: ridge regression, cross-validated"
                                + " R2 0.");
        assertThat(new DirectionFolder(model).load("left").vector())
                .isEqualTo(found.direction().vector());
    }

    @Test
    void tableOfMeasuredImagesGivesTheSameDirection() {
        MeasuredDirection measuredNow =
                new MeasureDirection(models).run(direction("now").build(), halves, Progress.SILENT);
        Map<String, double[]> columns = new LinkedHashMap<>();
        measuredNow.fits().forEach((column, fit) -> columns.put(column, fit.measured()));

        MeasuredDirection before =
                new MeasureDirection(models).of(direction("before").build(), seeds(200), new MeasurementTable(columns));

        assertThat(before.direction().vector())
                .isEqualTo(measuredNow.direction().vector());
        assertThat(before.direction().origin()).startsWith("along 'Left' of 200 images of a table, Right held");
        assertThatThrownBy(() -> new MeasureDirection(models)
                        .of(direction("fewer").build(), seeds(199), new MeasurementTable(columns)))
                .hasMessage("the table must have one row for each image, found 200 rows and 199 images");
    }

    @Test
    void imagesThatCannotBeMeasuredAreLeftOut() {
        ImageMeasurer sometimes = (spec, planes) -> {
            Map<String, Double> values = halves.measure(spec, planes);
            return measured % 4 == 0 ? Collections.emptyMap() : values;
        };

        MeasuredDirection found =
                new MeasureDirection(models).run(direction("left").build(), sometimes, Progress.SILENT);

        assertThat(found.images()).isEqualTo(150);
        assertThat(found.unmeasured()).isEqualTo(50);
    }

    @Test
    void wrongRequestsStopAtOnce() {
        MeasureDirection measure = new MeasureDirection(models);
        new FindDirection(models, model, "taken").principal(1);

        assertThatThrownBy(() -> measure.run(direction("taken").build(), halves, Progress.SILENT))
                .hasMessage("there is already a direction 'taken': choose replace, or take another name");
        assertThat(measured).isZero();
        MeasuredDirectionRequest top =
                MeasuredDirectionRequest.of(model, "top", "Top").build();
        assertThatThrownBy(() -> measure.run(top, halves, Progress.SILENT))
                .isInstanceOf(RequestException.class)
                .hasMessage("there is no column 'Top' among what is measured: Left, Right");
        assertThat(measured).isEqualTo(1);
        assertThatThrownBy(() -> direction("x")
                        .held(Collections.singletonList("Left"))
                        .count(19)
                        .build())
                .hasMessage("'Left' cannot be held, because the direction shall change it\n"
                        + "count must be 20 to 10000, found 19");
        assertThatThrownBy(() -> measure.run(
                        direction("nothing").build(), (spec, planes) -> Collections.emptyMap(), Progress.SILENT))
                .hasMessage("nothing could be measured in any image: try the measuring macro on one of them");
    }

    @Test
    void escapeStopsWithinOneImageAndSavesNothing() {
        Progress stopAtTen = new Progress() {
            private int done;

            @Override
            public void report(int images, int total) {
                done = images;
                assertThat(total).isEqualTo(200);
            }

            @Override
            public boolean cancelled() {
                return done >= 10;
            }
        };

        assertThatThrownBy(() ->
                        new MeasureDirection(models).run(direction("stopped").build(), halves, stopAtTen))
                .isInstanceOf(CancellationException.class);
        assertThat(measured).isEqualTo(10);
        assertThat(new DirectionFolder(model).names()).isEmpty();
    }

    @Test
    void responseFollowsTheStepsOfItsDirection() {
        new MeasureDirection(models).run(direction("left").build(), halves, Progress.SILENT);

        List<DoseCurve> curves = new DoseResponse(models)
                .run(
                        DoseResponseRequest.of(model, "left", Collections.emptyList())
                                .random(20)
                                .distance(1)
                                .steps(5)
                                .seed(8)
                                .build(),
                        halves,
                        Progress.SILENT);

        assertThat(curves).extracting(DoseCurve::column).containsExactly("Left", "Right");
        DoseCurve left = curves.get(0);
        assertThat(left.steps()).containsExactly(-1, -0.5, 0, 0.5, 1);
        assertThat(left.ofMeans()).isEqualTo(1);
        assertThat(left.means()[2]).isEqualTo(meanOfLeft(20), within(1e-9));
        assertThat(left.band()[2].low()).isLessThan(left.means()[2]);
        assertThat(left.band()[2].high()).isGreaterThan(left.means()[2]);
    }

    /** Of the images that the seed 8 gives, which stand in the middle of the series. */
    private double meanOfLeft(int count) {
        GeneratedImages images = new GenerateImages(models)
                .run(GenerateRequest.of(model).count(count).seed(8).build(), Progress.SILENT);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += mean((byte[]) images.plane(i, 0), 0);
        }
        return sum / count;
    }

    @Test
    void curveTellsHowMonotonicSingleSeriesAre() {
        double[][] series = {{1, 2, 3, 4}, {1, 3, 2, 4}, {4, 3, 2, 1}, {5, 6, Double.NaN, 7}};

        DoseCurve curve = new DoseCurve("Area", new double[] {-3, -1, 1, 3}, series, new Bootstrap(200, 1));

        assertThat(curve.means()).containsExactly(new double[] {2.75, 3.5, 7 / 3.0, 4}, within(1e-12));
        assertThat(curve.measured(2)).isEqualTo(3);
        assertThat(curve.ofMeans()).isCloseTo(0.4, within(1e-12));
        assertThat(curve.ofSeries()).isCloseTo(0.9, within(1e-12));
        assertThat(curve.monotonic()).isEqualTo(0.5);
        // (4 - 2.75) over the deviation of 3, 2, 2 in the middle
        assertThat(curve.effect()).isCloseTo(1.25 / Math.sqrt(1 / 3.0), within(1e-12));
        assertThat(curve.drift()).isCloseTo((4 - 7 / 3.0) / Math.sqrt(1 / 3.0), within(1e-12));
    }

    @Test
    void generatedImagesMeasureLikeThemselvesAndUnlikeBrighterOnes() {
        List<MeasurementComparison> same = compare(0, 60);
        List<MeasurementComparison> brighter = compare(120, 60);

        assertThat(same).extracting(MeasurementComparison::column).containsExactly("Left", "Right");
        assertThat(same.get(0).distance()).isZero();
        assertThat(brighter.get(0).distance()).isGreaterThan(0.8);
        assertThat(brighter.get(0).interval().low()).isGreaterThan(0.6);
        assertThat(brighter.get(0).differs()).isTrue();
        assertThat(same.get(0).differs()).isFalse();
        assertThat(same.get(0).noiseLevel()).isCloseTo(0.24795, within(5e-6));
        assertThatThrownBy(() -> compare(0, 19))
                .hasMessage("a comparison needs at least 20 real images and 20 to 10000 generated ones,"
                        + " found 19 and 60");
    }

    /** The images of the seed 5 as if they were real, some grey values brighter. */
    private List<MeasurementComparison> compare(int brighter, int count) {
        GeneratedImages images = new GenerateImages(models)
                .run(GenerateRequest.of(model).count(60).seed(5).build(), Progress.SILENT);
        List<SourceImage> real = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] plane = (byte[]) images.plane(i, 0);
            float[] pixels = new float[plane.length];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = (plane[p] & 0xff) + brighter;
            }
            real.add(new SourceImage("real " + i, SIDE, SIDE, 1, channel -> pixels));
        }
        return new CompareMeasurements(models)
                .run(ComparisonRequest.of(model, real).count(60).seed(5).build(), halves, Progress.SILENT);
    }

    /** The halves' means are sums of pixels, so that pixel arithmetic does on them exactly what it says. */
    @Test
    void arithmeticIsCountedAgainstItsOwnStart() {
        ArithmeticCheckRequest request = ArithmeticCheckRequest.of(model, "Left", "Right")
                .count(300)
                .draws(30)
                .seed(3)
                .build();

        List<ArithmeticScore> scores = new CheckArithmetic(models).run(request, halves, Progress.SILENT);

        assertThat(scores).extracting(ArithmeticScore::samples).containsExactly(3, 3, 3, 1, 1, 1);
        assertThat(scores)
                .extracting(ArithmeticScore::method)
                .containsExactly("latent", "pixels", "random", "latent", "pixels", "random");
        ArithmeticScore pixels = scores.get(1);
        assertThat(pixels.rises()).isEqualTo(30);
        assertThat(scores.get(0).rises()).isGreaterThan(scores.get(2).rises());
        assertThat(pixels.both()).isLessThanOrEqualTo(pixels.kept());
        assertThat(pixels.unmeasured()).isZero();
        assertThat(measured).isEqualTo(300 + 2 * 5 * 30);
        assertThat(new CheckArithmetic(models)
                        .run(request, halves, Progress.SILENT)
                        .get(2)
                        .medianChange())
                .isEqualTo(scores.get(2).medianChange());
    }

    @Test
    void riseAndToleranceDecideWhatCounts() {
        double[] changes = {-1, 0, 0.2, 1.5, Double.NaN, 2};
        double[] drifts = {0, 0, 0.6, -0.5, 0, 0.1};

        ArithmeticScore any = new ArithmeticScore(3, "latent", changes, drifts, 0, 0.5);
        ArithmeticScore clear = new ArithmeticScore(3, "latent", changes, drifts, 1, 1);

        assertThat(Arrays.asList(any.rises(), any.kept(), any.both(), any.unmeasured()))
                .containsExactly(3, 5, 2, 1);
        assertThat(Arrays.asList(clear.rises(), clear.kept(), clear.both())).containsExactly(2, 6, 2);
        assertThat(any.medianChange()).isEqualTo(0.2);
    }

    @Test
    void oneWayBeatsAnotherWhereTheIntervalsAreApart() {
        ArithmeticScore often = did(70);
        ArithmeticScore seldom = did(40);

        assertThat(often.comparedWith(seldom)).isEqualTo(1);
        assertThat(seldom.comparedWith(often)).isEqualTo(-1);
        assertThat(seldom.comparedWith(did(45))).isZero();
    }

    private static ArithmeticScore did(int of100) {
        double[] changes = new double[100];
        Arrays.fill(changes, 0, of100, 1);
        return new ArithmeticScore(3, ArithmeticScore.LATENT, changes, new double[100], 0.5, 0.5);
    }

    @Test
    void conceptsNeedEnoughImages() {
        ArithmeticCheckRequest request = ArithmeticCheckRequest.of(model, "Left", "Right")
                .count(20)
                .samples(10)
                .build();

        assertThatThrownBy(() -> new CheckArithmetic(models).run(request, halves, Progress.SILENT))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("there are too few images for the concepts among 20: 7 high, 7 low, ");
    }

    private MeasuredDirectionRequest.Builder direction(String name) {
        return MeasuredDirectionRequest.of(model, name, "Left")
                .held(Collections.singletonList("Right"))
                .count(200)
                .seed(7);
    }

    private static List<LatentSource> seeds(int count) {
        List<LatentSource> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sources.add(LatentSource.seeded(7, i));
        }
        return sources;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
