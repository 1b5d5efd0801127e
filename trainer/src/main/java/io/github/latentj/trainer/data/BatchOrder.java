package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.RandomStreams;
import java.util.Random;

/**
 * In which order the images of a set are seen: shuffled anew each epoch, a function of the seed and the epoch. The images
 * that do not fill a batch are left out of that epoch.
 */
public final class BatchOrder {
    private final int images;
    private final int batchSize;
    private final long seed;

    /** @throws IllegalArgumentException if there are fewer images than a batch holds */
    public BatchOrder(int images, int batchSize, long seed) {
        if (images < batchSize) {
            throw new IllegalArgumentException("a batch of " + batchSize + " needs as many images, found " + images);
        }
        this.images = images;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    public int batchesPerEpoch() {
        return images / batchSize;
    }

    /** Image indices of each batch of {@code epoch}, which counts from 0. */
    public int[][] epoch(int epoch) {
        int[] shuffled = new int[images];
        Random random = RandomStreams.of(seed, "order of the images", epoch);
        for (int i = 0; i < images; i++) {
            int j = random.nextInt(i + 1);
            shuffled[i] = shuffled[j];
            shuffled[j] = i;
        }
        int[][] batches = new int[batchesPerEpoch()][batchSize];
        for (int b = 0; b < batches.length; b++) {
            System.arraycopy(shuffled, b * batchSize, batches[b], 0, batchSize);
        }
        return batches;
    }
}
