package io.github.latentj.latent;

import java.util.Arrays;

/** How monotonically one value follows another: Spearman's rho (1904), with mean ranks where values are equal. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * From -1 to 1; pairs with a NaN are left out; NaN if fewer than three remain or one side is constant.
     *
     * @param first as long as {@code second}
     */
    public static double spearman(double[] first, double[] second) {
        int[] pairs = java.util.stream.IntStream.range(0, first.length)
                .filter(i -> !Double.isNaN(first[i]) && !Double.isNaN(second[i]))
                .toArray();
        if (pairs.length < 3) {
            return Double.NaN;
        }
        return correlation(ranks(chosen(first, pairs)), ranks(chosen(second, pairs)));
    }

    private static double[] chosen(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
        double[] ranks = new double[values.length];
        for (int first = 0; first < order.length; ) {
            int last = first;
            while (last + 1 < order.length && values[order[last + 1]] == values[order[first]]) {
                last++;
            }
            for (int i = first; i <= last; i++) {
                ranks[order[i]] = (first + last) / 2.0;
            }
            first = last + 1;
        }
        return ranks;
    }

    /** Pearson's correlation of two equally long arrays without NaN; NaN if one is constant. */
    static double correlation(double[] first, double[] second) {
        double firstMean = Arrays.stream(first).average().orElse(Double.NaN);
        double secondMean = Arrays.stream(second).average().orElse(Double.NaN);
        double product = 0;
        double firstSquares = 0;
        double secondSquares = 0;
        for (int i = 0; i < first.length; i++) {
            product += (first[i] - firstMean) * (second[i] - secondMean);
            firstSquares += (first[i] - firstMean) * (first[i] - firstMean);
            secondSquares += (second[i] - secondMean) * (second[i] - secondMean);
        }
        return product / Math.sqrt(firstSquares * secondSquares);
    }
}
