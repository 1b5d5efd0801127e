package io.github.latentj.contract;

import java.util.Objects;
import java.util.Random;

/**
 * Draws latent vectors from a prior. The vector with a given index depends on the seed and the index alone, so a longer
 * series begins with the shorter one, and the same seed gives the same vectors on every Java, in the trainer and in
 * ImageJ. Part of the contract: a seed in a paper must mean the same picture next year.
 *
 * <p>Vector {@code i} comes from its own {@link Random}, whose algorithm Java specifies, seeded with output {@code i} of
 * SplitMix64 (Steele, Lea, Flood 2014, variant 13 of the mixing function) started at the seed. Normal components are
 * {@link Random#nextGaussian()}, uniform ones {@code 2 * nextDouble() - 1}, rounded to float.
 */
public final class LatentSampler {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final Prior prior;
    private final int size;
    private final long seed;

    /** @throws IllegalArgumentException if {@code size} is less than 1 */
    public LatentSampler(Prior prior, int size, long seed) {
        if (size < 1) {
            throw new IllegalArgumentException("latent size must be at least 1, found " + size);
        }
        this.prior = Objects.requireNonNull(prior, "prior");
        this.size = size;
        this.seed = seed;
    }

    /** One latent vector, float32 [size]. */
    public float[] sample(int index) {
        Random random = new Random(mixed(seed + (index + 1L) * GOLDEN_GAMMA));
        float[] latent = new float[size];
        for (int i = 0; i < size; i++) {
            latent[i] = (float) (prior == Prior.NORMAL ? random.nextGaussian() : 2 * random.nextDouble() - 1);
        }
        return latent;
    }

    /** The first {@code count} latent vectors, float32 [count][size]. */
    public float[][] samples(int count) {
        float[][] latents = new float[count][];
        for (int i = 0; i < count; i++) {
            latents[i] = sample(i);
        }
        return latents;
    }

    /** Vectors {@code first} to {@code first + count - 1}, one after the other, float32 [count, size]. */
    public float[] batch(int first, int count) {
        float[] latents = new float[Math.multiplyExact(count, size)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(sample(first + i), 0, latents, i * size, size);
        }
        return latents;
    }

    private static long mixed(long state) {
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
