package io.github.latentj.trainer.evaluate;

import java.util.Random;

/**
 * How far two sets of features are apart: the squared maximum mean discrepancy with the kernel {@code (x.y / d + 1)^3} of
 * vectors of length d, by the unbiased estimator, over random subsets (Binkowski et al. 2018, "Demystifying MMD GANs",
 * section 4: the formula of KID). It is a KID only on the features of that paper's Inception network; on other features
 * it is a kernel distance that compares with itself alone. 0 for equal distributions, and as often below as above.
 */
final class KernelDistance {
    private KernelDistance() {}

    /**
     * An estimate.
     *
     * @param mean over the subsets
     * @param spread standard deviation over the subsets
     */
    record Estimate(double mean, double spread, int subsets, int subsetSize) {}

    /**
     * @param subsetSize vectors of each set in a subset, drawn without repetition; 2 to the smaller count
     */
    static Estimate between(Vectors x, Vectors y, int subsets, int subsetSize, Random random) {
        float[] xx = Products.of(x, x);
        float[] yy = Products.of(y, y);
        float[] xy = Products.of(x, y);
        double sum = 0;
        double squares = 0;
        for (int s = 0; s < subsets; s++) {
            int[] a = Draws.distinct(x.count(), subsetSize, random);
            int[] b = Draws.distinct(y.count(), subsetSize, random);
            double estimate = meanWithin(xx, x.count(), a, x.length())
                    + meanWithin(yy, y.count(), b, x.length())
                    - 2 * meanBetween(xy, y.count(), a, b, x.length());
            sum += estimate;
            squares += estimate * estimate;
        }
        double mean = sum / subsets;
        double variance = subsets < 2 ? 0 : Math.max(0, (squares - subsets * mean * mean) / (subsets - 1));
        return new Estimate(mean, Math.sqrt(variance), subsets, subsetSize);
    }

    /** Without the pairs of a vector with itself: this makes the estimator unbiased. */
    private static double meanWithin(float[] products, int columns, int[] chosen, int length) {
        double sum = 0;
        for (int i : chosen) {
            for (int j : chosen) {
                sum += i == j ? 0 : kernel(products[i * columns + j], length);
            }
        }
        return sum / (chosen.length * (chosen.length - 1.0));
    }

    private static double meanBetween(float[] products, int columns, int[] rows, int[] others, int length) {
        double sum = 0;
        for (int i : rows) {
            for (int j : others) {
                sum += kernel(products[i * columns + j], length);
            }
        }
        return sum / ((double) rows.length * others.length);
    }

    private static double kernel(double product, int length) {
        double base = product / length + 1;
        return base * base * base;
    }
}
