package io.github.latentj.trainer.evaluate;

import java.util.Arrays;

/** Quantiles of a sample, interpolated between its sorted values (type 7 of Hyndman and Fan 1996). */
final class Quantiles {
    private Quantiles() {}

    /** @param share 0 for the smallest to 1 for the largest value */
    static double of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
