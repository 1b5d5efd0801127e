package io.github.latentj.trainer.evaluate;

/**
 * Multi-scale structural similarity of two images (Wang et al. 2003): 1 for equal ones, near 0 for ones that share
 * nothing. A Gaussian window of 11 pixels with standard deviation 1.5, and as many of the five scales as the window fits
 * into, their weights scaled to sum 1. Negative correlation counts as none; channels are averaged.
 */
final class MultiScaleSimilarity {
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    private static final int WINDOW = 11;
    private static final double RANGE = 2;
    private static final double C1 = (0.01 * RANGE) * (0.01 * RANGE);
    private static final double C2 = (0.03 * RANGE) * (0.03 * RANGE);
    private static final double[] GAUSS = gauss();

    private final int channels;
    private final int side;
    private final int scales;
    private final double weightSum;

    /** @throws IllegalArgumentException if images are smaller than the window */
    MultiScaleSimilarity(int channels, int side) {
        if (side < WINDOW) {
            throw new IllegalArgumentException("images of " + side + " pixels are smaller than " + WINDOW);
        }
        this.channels = channels;
        this.side = side;
        int fitting = 0;
        double sum = 0;
        for (int s = side; fitting < WEIGHTS.length && s >= WINDOW; s /= 2) {
            sum += WEIGHTS[fitting++];
        }
        scales = fitting;
        weightSum = sum;
    }

    private static double[] gauss() {
        double[] gauss = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            gauss[i] = Math.exp(-distance * distance / (2 * 1.5 * 1.5));
            sum += gauss[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            gauss[i] /= sum;
        }
        return gauss;
    }

    int scales() {
        return scales;
    }

    /** Of image {@code i} of one set and {@code j} of another, float32 [C, side, side] in [-1, 1]. */
    double of(Vectors one, int i, Vectors other, int j) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += ofPlanes(plane(one, i, c), plane(other, j, c));
        }
        return sum / channels;
    }

    private double[] plane(Vectors images, int index, int channel) {
        double[] plane = new double[side * side];
        int from = index * images.length() + channel * plane.length;
        for (int p = 0; p < plane.length; p++) {
            // From 0 on, as the formula's luminance wants it.
            plane[p] = images.values()[from + p] + RANGE / 2;
        }
        return plane;
    }

    private double ofPlanes(double[] one, double[] other) {
        double similarity = 1;
        double[] a = one;
        double[] b = other;
        int width = side;
        for (int scale = 0; scale < scales; scale++) {
            boolean last = scale == scales - 1;
            double share = Math.max(0, similarity(a, b, width, last));
            similarity *= Math.pow(share, WEIGHTS[scale] / weightSum);
            if (!last) {
                a = half(a, width);
                b = half(b, width);
                width /= 2;
            }
        }
        return similarity;
    }

    /** Mean over the windows of contrast and structure, at the last scale times luminance. */
    private static double similarity(double[] a, double[] b, int width, boolean withLuminance) {
        double[] meanA = filtered(a, width);
        double[] meanB = filtered(b, width);
        double[] squareA = filtered(product(a, a), width);
        double[] squareB = filtered(product(b, b), width);
        double[] cross = filtered(product(a, b), width);
        double sum = 0;
        for (int i = 0; i < meanA.length; i++) {
            double varianceA = squareA[i] - meanA[i] * meanA[i];
            double varianceB = squareB[i] - meanB[i] * meanB[i];
            double covariance = cross[i] - meanA[i] * meanB[i];
            double value = (2 * covariance + C2) / (varianceA + varianceB + C2);
            if (withLuminance) {
                value *= (2 * meanA[i] * meanB[i] + C1) / (meanA[i] * meanA[i] + meanB[i] * meanB[i] + C1);
            }
            sum += value;
        }
        return sum / meanA.length;
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }

    /** Where the window lies inside: [width - 10, width - 10]. */
    private static double[] filtered(double[] plane, int width) {
        int inner = width - WINDOW + 1;
        double[] rows = new double[width * inner];
        for (int i = 0; i < rows.length; i++) {
            int from = i / inner * width + i % inner;
            for (int t = 0; t < WINDOW; t++) {
                rows[i] += GAUSS[t] * plane[from + t];
            }
        }
        double[] both = new double[inner * inner];
        for (int i = 0; i < both.length; i++) {
            for (int t = 0; t < WINDOW; t++) {
                both[i] += GAUSS[t] * rows[i + t * inner];
            }
        }
        return both;
    }

    private static double[] half(double[] plane, int width) {
        int halfWidth = width / 2;
        double[] half = new double[halfWidth * halfWidth];
        for (int i = 0; i < half.length; i++) {
            int from = i / halfWidth * 2 * width + i % halfWidth * 2;
            half[i] = (plane[from] + plane[from + 1] + plane[from + width] + plane[from + width + 1]) / 4;
        }
        return half;
    }
}
