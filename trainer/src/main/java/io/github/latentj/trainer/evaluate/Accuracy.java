package io.github.latentj.trainer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A share of right answers with its 95 % interval.
 *
 * @param from lower end
 * @param to upper end
 */
record Accuracy(double share, double from, double to) {
    private static final int RESAMPLES = 2000;
    private static final double Z = 1.959963984540054;

    /** Wilson's interval (1927), for independent answers. */
    static Accuracy wilson(int right, int count) {
        double share = right / (double) count;
        double square = Z * Z;
        double centre = (share + square / (2 * count)) / (1 + square / count);
        double half =
                Z / (1 + square / count) * Math.sqrt(share * (1 - share) / count + square / (4.0 * count * count));
        return new Accuracy(share, Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /**
     * Mean of {@code values} with the percentile interval of the bootstrap over whole groups (Efron and Tibshirani 1993,
     * chapter 13): images of one source are no independent answers.
     *
     * @param values one a test image, such as 1 for right and 0 for wrong, or the difference of two of these
     * @param groups of the images
     */
    static Accuracy bootstrap(double[] values, String[] groups, Random random) {
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            members.computeIfAbsent(groups[i], name -> new ArrayList<>()).add(i);
        }
        double[] sums = new double[members.size()];
        int[] counts = new int[members.size()];
        int group = 0;
        for (List<Integer> indices : members.values()) {
            for (int index : indices) {
                sums[group] += values[index];
            }
            counts[group++] = indices.size();
        }
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            long count = 0;
            for (int g = 0; g < sums.length; g++) {
                int drawn = random.nextInt(sums.length);
                sum += sums[drawn];
                count += counts[drawn];
            }
            means[r] = sum / count;
        }
        Arrays.sort(means);
        double mean = Arrays.stream(values).average().orElse(0);
        return new Accuracy(mean, means[(int) (0.025 * RESAMPLES)], means[(int) (0.975 * RESAMPLES)]);
    }
}
