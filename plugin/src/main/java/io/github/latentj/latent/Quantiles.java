package io.github.latentj.latent;

import java.util.Arrays;

/** Quantiles by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996), as in R and NumPy. */
public final class Quantiles {
    private Quantiles() {}

    /** NaN values are left out; NaN if nothing remains. */
    public static double of(double[] values, double share) {
        return ofSorted(
                Arrays.stream(values)
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray(),
                share);
    }

    public static double median(double[] values) {
        return of(values, 0.5);
    }

    static double ofSorted(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
