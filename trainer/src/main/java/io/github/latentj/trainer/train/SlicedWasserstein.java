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
        return distance(one, other, count, DIRECTIONS, 0, 2);
    }

    /**
     * @param one float32 [count, ...]
     * @param other of the same shape
     * @param seed of the directions
     * @param power 1 for the mean absolute difference, 2 for the root mean square
     * @return difference per vector and direction, in the vectors' units; 0 for equal sets
     */
    public static double distance(float[] one, float[] other, int count, int directions, long seed, int power) {
        int length = one.length / count;
        double sum = 0;
        for (int d = 0; d < directions; d++) {
            float[] direction = direction(seed, d, length);
            double[] a = projected(one, direction, count);
            double[] b = projected(other, direction, count);
            for (int i = 0; i < count; i++) {
                double difference = Math.abs(a[i] - b[i]);
                sum += power == 1 ? difference : difference * difference;
            }
        }
        double mean = sum / (count * (double) directions);
        return power == 1 ? mean : Math.sqrt(mean);
    }

    /** Random, of length 1. */
    private static float[] direction(long seed, int index, int length) {
        Random random = RandomStreams.of(seed, "directions", index);
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
