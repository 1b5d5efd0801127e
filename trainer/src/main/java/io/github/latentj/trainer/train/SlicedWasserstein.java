package io.github.latentj.trainer.train;

import io.github.latentj.trainer.config.RandomStreams;
import java.util.Arrays;
import java.util.Random;

/**
 * How far generated images are from real ones as distributions of pixels: the sliced Wasserstein distance (Rabin et al.
 * 2011), the mean over random directions of the distance between the sorted projections. Cheap, and enough to tell better
 * from worse epochs of one run; no measure to compare runs of other data by.
 */
public final class SlicedWasserstein {
    private static final int DIRECTIONS = 64;

    private SlicedWasserstein() {}

    /**
     * @param one float32 [count, C, H, W]
     * @param other of the same shape
     * @return root mean square difference per pixel and direction, in the images' units; 0 for equal sets
     */
    public static double distance(float[] one, float[] other, int count) {
        int length = one.length / count;
        double squares = 0;
        for (int d = 0; d < DIRECTIONS; d++) {
            float[] direction = direction(d, length);
            double[] a = projected(one, direction, count);
            double[] b = projected(other, direction, count);
            for (int i = 0; i < count; i++) {
                squares += (a[i] - b[i]) * (a[i] - b[i]);
            }
        }
        return Math.sqrt(squares / (count * (double) DIRECTIONS));
    }

    /** Random, of length 1; always the same ones. */
    private static float[] direction(int index, int length) {
        Random random = RandomStreams.of(0, "directions", index);
        float[] direction = new float[length];
        double squares = 0;
        for (int i = 0; i < length; i++) {
            direction[i] = (float) random.nextGaussian();
            squares += direction[i] * direction[i];
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < length; i++) {
            direction[i] *= scale;
        }
        return direction;
    }

    private static double[] projected(float[] images, float[] direction, int count) {
        double[] projections = new double[count];
        for (int i = 0; i < count; i++) {
            int offset = i * direction.length;
            for (int p = 0; p < direction.length; p++) {
                projections[i] += images[offset + p] * direction[p];
            }
        }
        Arrays.sort(projections);
        return projections;
    }
}
