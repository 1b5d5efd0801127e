package io.github.latentj.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.trainer.train.SlicedWasserstein;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Distances of sets, against closed forms and their definitions written out. */
class DistancesTest {
    private static Vectors normal(long seed, int count, int length) {
        Random random = new Random(seed);
        float[] values = new float[count * length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Vectors(values, count, length);
    }

    private static Vectors numbers(float... values) {
        return new Vectors(values, values.length, 1);
    }

    @Test
    void productsAndDistancesAreThoseOfDoublePrecision() {
        Vectors a = normal(1, 7, 131);
        Vectors b = normal(2, 300, 131);
        float[] products = Products.of(a, b);
        float[] distances = Products.squaredDistances(a, b);
        for (int i = 0; i < a.count(); i++) {
            for (int j = 0; j < b.count(); j++) {
                double product = 0;
                for (int k = 0; k < 131; k++) {
                    product += (double) a.values()[i * 131 + k] * b.values()[j * 131 + k];
                }
                assertThat((double) products[i * 300 + j]).isCloseTo(product, within(1e-4));
                assertThat((double) distances[i * 300 + j]).isCloseTo(a.squaredDistance(i, b, j), within(1e-3));
            }
        }
    }

    /** (xy + 1)^3: within x 1, within y 343, between 1, 1, 27 and 64. */
    @Test
    void kernelDistanceOfFourNumbersIsThatOnPaper() {
        KernelDistance.Estimate estimate = KernelDistance.between(numbers(0, 1), numbers(2, 3), 5, 2, new Random(1));
        assertThat(estimate.mean()).isCloseTo(1 + 343 - 2 * 93 / 4.0, within(1e-9));
        assertThat(estimate.spread()).isCloseTo(0, within(1e-9));
    }

    @Test
    void kernelDistanceOfEqualDistributionsIsZeroInTheMeanAndGrowsWithTheirDifference() {
        double sum = 0;
        double squares = 0;
        int draws = 200;
        for (int i = 0; i < draws; i++) {
            double one = KernelDistance.between(normal(2 * i, 20, 3), normal(2 * i + 1, 20, 3), 1, 20, new Random(1))
                    .mean();
            sum += one;
            squares += one * one;
        }
        double error = Math.sqrt(squares / draws / draws);
        assertThat(sum / draws).as("unbiased").isCloseTo(0, within(3.5 * error));

        Vectors wide = normal(3, 200, 3);
        for (int i = 0; i < wide.values().length; i++) {
            wide.values()[i] *= 1.5f;
        }
        KernelDistance.Estimate far = KernelDistance.between(normal(4, 200, 3), wide, 20, 100, new Random(1));
        assertThat(far.mean()).isGreaterThan(4 * far.spread() / Math.sqrt(20)).isGreaterThan(10 * error);
        assertThat(KernelDistance.between(normal(4, 200, 3), wide, 20, 100, new Random(1)))
                .as("the same seed")
                .isEqualTo(far);
    }

    /** Real reaches 1 each; of the generated the first is far from the others and reaches 9.5. */
    @Test
    void precisionAndRecallOfEightNumbersAreThoseOnPaper() {
        PrecisionRecall shares = PrecisionRecall.of(numbers(0, 1, 2, 3), numbers(0.5f, 10, 11, 12), 1);
        assertThat(shares.precision()).isEqualTo(0.25);
        assertThat(shares.recall()).isEqualTo(1);
    }

    @Test
    void precisionAndRecallSeeCollapseAndStrayImages() {
        Vectors real = normal(1, 200, 8);
        Vectors alike = normal(2, 200, 8);
        Vectors collapsed = normal(3, 200, 8);
        for (int i = 0; i < collapsed.values().length; i++) {
            collapsed.values()[i] *= 0.2f;
        }
        PrecisionRecall same = PrecisionRecall.of(real, alike, 3);
        PrecisionRecall few = PrecisionRecall.of(real, collapsed, 3);
        assertThat(same.precision()).isCloseTo(same.recall(), within(0.15));
        assertThat(few.precision()).isGreaterThan(0.95);
        assertThat(few.recall()).isLessThan(0.2);
    }

    /** The mean of |cos| over all directions of the plane is 2 / pi. */
    @Test
    void shiftOfACloudIsItsLengthTimesTheMeanCosine() {
        Vectors cloud = normal(5, 50, 2);
        float[] shifted = cloud.values().clone();
        for (int i = 0; i < 50; i++) {
            shifted[2 * i] += 3;
            shifted[2 * i + 1] += 4;
        }
        double distance = SlicedWasserstein.distance(cloud.values(), shifted, 50, 4000, 1, 1);
        assertThat(distance).isCloseTo(5 * 2 / Math.PI, within(0.06));
    }

    @Test
    void pyramidGivesTheImageBackAndFindsNoDetailsInAConstant() {
        int side = 32;
        float[] image = normal(6, 1, side * side).values();
        float[][] levels = LaplacianPyramid.of(image, side, LaplacianPyramid.levels(side, 8));
        assertThat(Arrays.stream(levels).mapToInt(level -> level.length)).containsExactly(32 * 32, 16 * 16, 8 * 8);
        float[] back = levels[2];
        for (int level = 1; level >= 0; level--) {
            back = LaplacianPyramid.twice(back, side >> level + 1);
            for (int i = 0; i < back.length; i++) {
                back[i] += levels[level][i];
            }
        }
        for (int i = 0; i < image.length; i++) {
            assertThat(back[i]).isCloseTo(image[i], within(1e-5f));
        }

        float[] constant = new float[side * side];
        Arrays.fill(constant, 0.7f);
        for (float detail : LaplacianPyramid.of(constant, side, 2)[0]) {
            assertThat(detail).isCloseTo(0, within(1e-6f));
        }
    }

    @Test
    void patchDistanceSeesBlurButNotBrightnessAndContrast() {
        int side = 32;
        Vectors sharp = normal(7, 60, side * side);
        Vectors other = normal(8, 60, side * side);
        float[] brighter = other.values().clone();
        float[] blurred = other.values().clone();
        for (int i = 0; i < brighter.length; i++) {
            brighter[i] = 0.3f * brighter[i] + 0.2f;
            blurred[i] = i % side == 0 ? blurred[i] : (other.values()[i] + other.values()[i - 1]) / 2;
        }
        PatchDistance distance = new PatchDistance(1, side, 1);
        double[] floor = distance.between(sharp, other);
        assertThat(floor).hasSize(2);
        assertThat(distance.between(sharp, new Vectors(brighter, 60, side * side))[0])
                .isCloseTo(floor[0], within(0.05 * floor[0]));
        assertThat(distance.between(sharp, new Vectors(blurred, 60, side * side))[0])
                .isGreaterThan(1.5 * floor[0]);
        assertThat(distance.between(sharp, other)).as("the same seed").isEqualTo(floor);
    }

    @Test
    void similarityOfConstantsIsThatOfTheirLuminance() {
        MultiScaleSimilarity similarity = new MultiScaleSimilarity(1, 64);
        assertThat(similarity.scales()).isEqualTo(3);
        Vectors images = new Vectors(new float[2 * 64 * 64], 2, 64 * 64);
        Arrays.fill(images.values(), 64 * 64, 2 * 64 * 64, 0.5f);
        double c1 = 0.02 * 0.02;
        double luminance = (2 * 1 * 1.5 + c1) / (1 + 1.5 * 1.5 + c1);
        double exponent = 0.3001 / (0.0448 + 0.2856 + 0.3001);
        assertThat(similarity.of(images, 0, images, 1)).isCloseTo(Math.pow(luminance, exponent), within(1e-9));
        assertThat(similarity.of(images, 1, images, 1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void similarityIsThatOfTheFormulaWrittenOut() {
        int side = 24;
        Vectors images = normal(9, 2, side * side);
        for (int i = 0; i < side * side; i++) {
            images.values()[i] = (float) Math.tanh(images.values()[i]);
            images.values()[side * side + i] =
                    (float) Math.tanh(0.8 * images.values()[i] + 0.3 * images.values()[side * side + i]);
        }
        double expected = Math.pow(writtenOut(images, side, 1, false), 0.0448 / 0.3304)
                * Math.pow(writtenOut(images, side, 2, true), 0.2856 / 0.3304);
        assertThat(new MultiScaleSimilarity(1, side).of(images, 0, images, 1)).isCloseTo(expected, within(1e-9));
    }

    private static double writtenOut(Vectors images, int side, int scale, boolean luminance) {
        int width = side / scale;
        double sum = 0;
        int windows = width - 10;
        for (int top = 0; top < windows; top++) {
            for (int left = 0; left < windows; left++) {
                double weights = 0;
                double[] moments = new double[5];
                for (int p = 0; p < 121; p++) {
                    double w = Math.exp(-(Math.pow(p / 11 - 5, 2) + Math.pow(p % 11 - 5, 2)) / 4.5);
                    double a = pixel(images, 0, left + p % 11, top + p / 11, side, scale);
                    double b = pixel(images, 1, left + p % 11, top + p / 11, side, scale);
                    double[] terms = {a, b, a * a, b * b, a * b};
                    weights += w;
                    for (int t = 0; t < 5; t++) {
                        moments[t] += w * terms[t];
                    }
                }
                for (int t = 0; t < 5; t++) {
                    moments[t] /= weights;
                }
                double a = moments[0];
                double b = moments[1];
                double value = (2 * (moments[4] - a * b) + 0.0036) / (moments[2] - a * a + moments[3] - b * b + 0.0036);
                sum += luminance ? value * (2 * a * b + 0.0004) / (a * a + b * b + 0.0004) : value;
            }
        }
        return sum / (windows * windows);
    }

    private static double pixel(Vectors images, int image, int x, int y, int side, int scale) {
        double sum = 0;
        for (int p = 0; p < scale * scale; p++) {
            int at = (y * scale + p / scale) * side + x * scale + p % scale;
            sum += images.values()[image * side * side + at] + 1.0;
        }
        return sum / (scale * scale);
    }
}
