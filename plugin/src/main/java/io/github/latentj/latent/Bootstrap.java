package io.github.latentj.latent;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * How much a statistic varies with the sample: 95 % percentile intervals over samples drawn again with replacement
 * (Efron 1979; Efron and Tibshirani 1993, chapter 13). The same seed gives the same interval.
 */
public final class Bootstrap {
    private static final double TAIL = 0.025;

    private final int repeats;
    private final long seed;

    /** @param repeats how often to draw, at least 100 for ends that mean something */
    public Bootstrap(int repeats, long seed) {
        if (repeats < 100) {
            throw new IllegalArgumentException("a bootstrap needs at least 100 repeats, found " + repeats);
        }
        this.repeats = repeats;
        this.seed = seed;
    }

    /** Takes numbers of sample members, drawn with replacement: one array for each sample. */
    public interface Statistic extends ToDoubleFunction<int[][]> {}

    /**
     * @param statistic of drawn members, numbered from 0; draws for which it is NaN are left out
     * @param sizes of the samples, which are drawn independently
     * @return both ends NaN if the statistic is NaN for every draw
     */
    public Interval interval(Statistic statistic, int... sizes) {
        Random random = new Random(seed);
        double[] values = new double[repeats];
        int[][] drawn = new int[sizes.length][];
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (int sample = 0; sample < sizes.length; sample++) {
                drawn[sample] = random.ints(sizes[sample], 0, sizes[sample]).toArray();
            }
            values[repeat] = statistic.applyAsDouble(drawn);
        }
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return new Interval(Quantiles.ofSorted(sorted, TAIL), Quantiles.ofSorted(sorted, 1 - TAIL));
    }
}
