package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers against SciPy 1.17, published tables and the theory of the normal distribution. */
class StatisticsTest {
    private static final double NAN = Double.NaN;

    @Test
    void kolmogorovSmirnovDistanceIsThatOfSciPy() {
        double[] a = {0.3, 1.2, 2.5, 2.5, NAN, 3.1, 4.0, 7.5};
        double[] b = {6.0, 1.2, 2.5, 2.6, 5.0};

        assertThat(new KolmogorovSmirnov(a, b).distance()).isCloseTo(0.2571428571428571, within(1e-15));
        assertThat(new KolmogorovSmirnov(a, a).distance()).isZero();
        assertThat(new KolmogorovSmirnov(a, new double[] {8, 9}).distance()).isEqualTo(1);
        assertThat(new KolmogorovSmirnov(a, new double[] {NAN}).distance()).isNaN();
    }

    /** Tables of the two-sample test: 0.043 for 2,000 and 2,000, 0.260 for 30 and 300. */
    @Test
    void noiseLevelIsThatOfSmirnov() {
        assertThat(new KolmogorovSmirnov(new double[2000], new double[2000]).noiseLevel())
                .isCloseTo(0.04295, within(5e-6));
        assertThat(new KolmogorovSmirnov(new double[30], new double[300]).noiseLevel())
                .isCloseTo(0.26006, within(5e-6));
        assertThat(new KolmogorovSmirnov(new double[2], new double[2]).noiseLevel())
                .isEqualTo(1);
        assertThat(new KolmogorovSmirnov(new double[2], new double[] {NAN}).noiseLevel())
                .isNaN();
    }

    /** The true distance of normal distributions a shift s apart is 2 Phi(s/2) - 1. */
    @Test
    void kolmogorovSmirnovIntervalHoldsTheTrueDistanceAndTheMeasuredOne() {
        double[][] truths = {{0, 0}, {0.25, 0.0994765}, {1, 0.3829249}};
        for (int real : new int[] {30, 300}) {
            for (double[] truth : truths) {
                assertCoverage(real, truth[0], truth[1]);
            }
        }
    }

    private static void assertCoverage(int real, double shift, double truth) {
        Random random = new Random(1);
        int draws = 1000;
        int holds = 0;
        for (int draw = 0; draw < draws; draw++) {
            KolmogorovSmirnov sampled = new KolmogorovSmirnov(normal(300, shift, random), normal(real, 0, random));
            Interval interval = sampled.interval();
            assertThat(sampled.distance()).isBetween(interval.low(), interval.high());
            holds += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat(holds / (double) draws)
                .as("300 and %s values %s apart", real, shift)
                .isGreaterThan(0.94);
    }

    private static double[] normal(int count, double mean, Random random) {
        return random.doubles(count)
                .map(ignored -> mean + random.nextGaussian())
                .toArray();
    }

    @Test
    void spearmanIsThatOfSciPyWithTies() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] y = {2.1, 1.0, 3.3, 3.3, 5.0, 4.2, 9.9, 9.9, NAN};

        assertThat(RankCorrelation.spearman(x, y)).isCloseTo(0.9398272507881658, within(1e-12));
        assertThat(RankCorrelation.spearman(x, new double[9])).isNaN();
        assertThat(RankCorrelation.spearman(new double[] {1, 2}, new double[] {1, 2}))
                .isNaN();
    }

    @Test
    void quantilesAreThoseOfNumPy() {
        assertThat(Quantiles.of(new double[] {5, 1, NAN, 4, 2}, 0.3)).isCloseTo(1.9, within(1e-12));
        assertThat(Quantiles.median(new double[] {5, 1, 4, 2})).isEqualTo(3);
        assertThat(Quantiles.median(new double[] {NAN})).isNaN();
    }

    /** Examples of Newcombe 1998, Statistics in Medicine 17, table I, method 3. */
    @Test
    void sharesHaveWilsonsInterval() {
        assertInterval(Interval.ofShare(81, 263), 0.2553, 0.3662);
        assertInterval(Interval.ofShare(15, 148), 0.0624, 0.1605);
        assertInterval(Interval.ofShare(0, 20), 0, 0.1611);
        assertInterval(Interval.ofShare(1, 29), 0.0061, 0.1718);
    }

    private static void assertInterval(Interval interval, double low, double high) {
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void bootstrapOfAMeanAgreesWithItsStandardError() {
        Random random = new Random(5);
        double[] values = random.doubles(400)
                .map(ignored -> 10 + 3 * random.nextGaussian())
                .toArray();
        Bootstrap.Statistic mean =
                drawn -> Arrays.stream(drawn[0]).mapToDouble(i -> values[i]).sum() / drawn[0].length;

        Interval interval = new Bootstrap(4000, 7).interval(mean, values.length);

        double average = Arrays.stream(values).average().orElseThrow();
        double error = Math.sqrt(
                Arrays.stream(values).map(v -> (v - average) * (v - average)).sum() / (400.0 * 399));
        assertThat(interval.low()).isCloseTo(average - 1.96 * error, within(0.15 * error));
        assertThat(interval.high()).isCloseTo(average + 1.96 * error, within(0.15 * error));
        assertThat(new Bootstrap(4000, 7).interval(mean, 400).low()).isEqualTo(interval.low());
        assertThat(new Bootstrap(4000, 8).interval(mean, 400).low()).isNotEqualTo(interval.low());
        assertThatThrownBy(() -> new Bootstrap(99, 1)).hasMessageContaining("at least 100 repeats, found 99");
    }
}
