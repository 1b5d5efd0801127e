package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.config.RandomStreams;
import io.github.latentj.trainer.train.SlicedWasserstein;
import java.util.Random;

/**
 * How far two sets of images are apart in their patches of 7x7 pixels, at each level of the Laplacian pyramid down to a
 * side of 16: the sliced Wasserstein distance, by mean absolute difference, of patches whose channels have mean 0 and
 * standard deviation 1 over the set (Karras et al. 2018, "Progressive growing of GANs", section 5). As there it is
 * multiplied by 1,000. With finite counts it is above 0 for equal distributions too: compare equal counts only.
 */
final class PatchDistance {
    static final int SMALLEST_SIDE = 16;
    private static final int PATCH = 7;
    private static final int PATCHES_PER_IMAGE = 64;
    private static final int DIRECTIONS = 128;
    private static final double SCALE = 1e3;

    private final int channels;
    private final int side;
    private final long seed;

    /** @param seed of the patches' places and of the directions */
    PatchDistance(int channels, int side, long seed) {
        this.channels = channels;
        this.side = side;
        this.seed = seed;
    }

    /** How many levels there are. */
    int levels() {
        return LaplacianPyramid.levels(side, SMALLEST_SIDE);
    }

    /**
     * One distance a level, the finest first.
     *
     * @param one images, float32 [C, side, side] each
     * @param other as many
     */
    double[] between(Vectors one, Vectors other) {
        if (one.count() != other.count()) {
            throw new IllegalArgumentException("sets of " + one.count() + " and " + other.count() + " images");
        }
        double[] distances = new double[levels()];
        for (int level = 0; level < distances.length; level++) {
            float[] a = patches(one, level, 0);
            float[] b = patches(other, level, 1);
            int count = one.count() * PATCHES_PER_IMAGE;
            distances[level] = SCALE * SlicedWasserstein.distance(a, b, count, DIRECTIONS, seed, 1);
        }
        return distances;
    }

    private float[] patches(Vectors images, int level, int set) {
        int width = side >> level;
        int area = PATCH * PATCH;
        float[] patches = new float[images.count() * PATCHES_PER_IMAGE * channels * area];
        float[] plane = new float[side * side];
        for (int i = 0; i < images.count(); i++) {
            int[] places = places(2L * i + set, width);
            for (int c = 0; c < channels; c++) {
                System.arraycopy(images.values(), i * images.length() + c * plane.length, plane, 0, plane.length);
                float[] details = LaplacianPyramid.of(plane, side, levels())[level];
                for (int p = 0; p < places.length; p++) {
                    int to = ((i * PATCHES_PER_IMAGE + p) * channels + c) * area;
                    for (int y = 0; y < PATCH; y++) {
                        System.arraycopy(details, places[p] + y * width, patches, to + y * PATCH, PATCH);
                    }
                }
            }
        }
        for (int c = 0; c < channels; c++) {
            standardize(patches, c * area, area, channels * area);
        }
        return patches;
    }

    /** First pixels of the patches of one image. */
    private int[] places(long image, int width) {
        Random random = RandomStreams.of(seed, "patches", image);
        int[] places = new int[PATCHES_PER_IMAGE];
        for (int p = 0; p < places.length; p++) {
            places[p] = random.nextInt(width - PATCH + 1) * width + random.nextInt(width - PATCH + 1);
        }
        return places;
    }

    /** Gives the values of one channel, {@code area} of each {@code stride}, mean 0 and standard deviation 1. */
    private static void standardize(float[] values, int first, int area, int stride) {
        double sum = 0;
        double squares = 0;
        for (int start = first; start < values.length; start += stride) {
            for (int i = start; i < start + area; i++) {
                sum += values[i];
                squares += (double) values[i] * values[i];
            }
        }
        double count = (double) values.length / stride * area;
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        float scale = deviation > 0 ? (float) (1 / deviation) : 0;
        for (int start = first; start < values.length; start += stride) {
            for (int i = start; i < start + area; i++) {
                values[i] = (float) (values[i] - mean) * scale;
            }
        }
    }
}
