package io.github.latentj.latent;

import java.util.Arrays;

/**
 * How far two distributions lie apart: the largest distance between their empirical distribution functions (two-sample
 * statistic, Smirnov 1939). 0: none, 1: no overlap. It does not depend on the unit.
 */
public final class KolmogorovSmirnov {
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
     * 95 % of the distances between samples drawn again from both. Sampling noise only adds to a distance, so the
     * interval lies a little high: by about 1/sqrt(n) where the true distance is near 0.
     */
    public Interval interval(Bootstrap bootstrap) {
        if (first.length == 0 || second.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        return bootstrap.interval(
                drawn -> distance(chosen(first, drawn[0]), chosen(second, drawn[1])), first.length, second.length);
    }

    private static double[] chosen(double[] values, int[] indices) {
        double[] chosen = new double[indices.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = values[indices[i]];
        }
        return chosen;
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
