package io.github.latentj.explore.real;

/**
 * Bilinear resampling that does not skip pixels: where the image becomes smaller, the triangle of weights becomes as
 * wide as what one new pixel covers. Pixel centres lie at half-integers; nothing is taken from outside the image.
 */
final class Resampling {
    private final float[][] weights;
    private final int[] starts;

    /** From {@code size} samples along one axis to {@code newSize}. */
    Resampling(int size, int newSize) {
        double step = (double) size / newSize;
        double reach = Math.max(1, step);
        weights = new float[newSize][];
        starts = new int[newSize];
        for (int i = 0; i < newSize; i++) {
            double centre = (i + 0.5) * step;
            int start = Math.max(0, (int) Math.floor(centre - reach));
            int end = Math.min(size, (int) Math.ceil(centre + reach));
            starts[i] = start;
            weights[i] = triangle(start, end, centre, reach);
        }
    }

    private static float[] triangle(int start, int end, double centre, double reach) {
        double[] raw = new double[end - start];
        double sum = 0;
        for (int k = 0; k < raw.length; k++) {
            raw[k] = Math.max(0, 1 - Math.abs(start + k + 0.5 - centre) / reach);
            sum += raw[k];
        }
        float[] weights = new float[raw.length];
        for (int k = 0; k < raw.length; k++) {
            weights[k] = (float) (raw[k] / sum);
        }
        return weights;
    }

    /** float32 [height * width] to float32 [newHeight * newWidth]. */
    static float[] resampled(float[] plane, int width, int height, int newWidth, int newHeight) {
        if (width == newWidth && height == newHeight) {
            return plane;
        }
        float[] narrow = new float[newWidth * height];
        Resampling along = new Resampling(width, newWidth);
        for (int y = 0; y < height; y++) {
            along.line(plane, y * width, 1, narrow, y * newWidth, 1);
        }
        float[] small = new float[newWidth * newHeight];
        Resampling down = new Resampling(height, newHeight);
        for (int x = 0; x < newWidth; x++) {
            down.line(narrow, x, newWidth, small, x, newWidth);
        }
        return small;
    }

    private void line(float[] from, int first, int stride, float[] to, int toFirst, int toStride) {
        for (int i = 0; i < weights.length; i++) {
            double sum = 0;
            for (int k = 0; k < weights[i].length; k++) {
                sum += weights[i][k] * from[first + (starts[i] + k) * stride];
            }
            to[toFirst + i * toStride] = (float) sum;
        }
    }
}
