package io.github.latentj.explore;

/** How far images are apart, in network range. */
final class ImageError {
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
}
