package io.github.latentj.trainer.train;

import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.config.RandomStreams;
import java.util.Random;

/**
 * Latent vectors of a run, a function of its seed, the purpose and an index: nothing to save, nothing to restore.
 *
 * @param latentSize components of one vector
 */
public record LatentSource(long seed, Prior prior, int latentSize) {
    /** {@code count} vectors, float32 [count, latent]; equal arguments give equal numbers. */
    public float[] draw(String purpose, long index, int count) {
        Random random = RandomStreams.of(seed, purpose, index);
        float[] latents = new float[Math.multiplyExact(count, latentSize)];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = prior == Prior.NORMAL ? (float) random.nextGaussian() : 2 * random.nextFloat() - 1;
        }
        return latents;
    }
}
