package io.github.latentj.explore.real;

/** How far images are apart, in network range. */
final class ImageError {
    /** Below what one grey value of 65536 makes: rounding, not structure. */
    private static final double LEAST_VARIANCE = 1e-10;

    private ImageError() {}

    /**
     * The mean over channels and pixels of {@code weight * (image - other)^2}.
     *
     * @param image float32 [C * H * W]
     * @param other float32 [C * H * W]
     * @param weight float32 [H * W]
     */
    static double meanSquare(float[] image, float[] other, float[] weight) {
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            double difference = image[i] - other[i];
            sum += weight[i % weight.length] * difference * difference;
        }
        return sum / image.length;
    }

    /** The root of {@link #meanSquare}, as a share of the network's range of 2. */
    static double shareOfRange(float[] image, float[] other, float[] weight) {
        return Math.sqrt(meanSquare(image, other, weight)) / 2;
    }

    /**
     * The share of an image's variance that another one explains: 1 minus their mean squared difference over the variance
     * of the image, each channel about its own weighted mean (the coefficient of determination). 1 for the same image, 0
     * for one that tells no more than an even grey of the right brightness, below 0 for worse; NaN for an even image.
     *
     * @param image float32 [C * H * W]
     * @param other float32 [C * H * W]
     * @param weight float32 [H * W], 1 in the mean
     */
    static double explained(float[] image, float[] other, float[] weight) {
        int pixels = weight.length;
        double variance = 0;
        for (int first = 0; first < image.length; first += pixels) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < pixels; i++) {
                sum += weight[i] * (double) image[first + i];
            }
            for (int i = 0; i < pixels; i++) {
                double above = image[first + i] - sum / pixels;
                squares += weight[i] * above * above;
            }
            variance += squares;
        }
        return variance / image.length < LEAST_VARIANCE
                ? Double.NaN
                : 1 - meanSquare(image, other, weight) * image.length / variance;
    }
}
