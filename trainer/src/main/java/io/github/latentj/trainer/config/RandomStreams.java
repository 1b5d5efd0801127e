package io.github.latentj.trainer.config;

import java.util.Random;

/**
 * Independent random numbers for every purpose of a run, from its one seed. A stream is named rather than kept, so that
 * a resumed run needs no saved generator state: the numbers of step 41 follow from the seed and 41 alone.
 */
public final class RandomStreams {
    private RandomStreams() {}

    /** The stream of {@code purpose} at {@code index}; {@link Random} is specified, so every JVM draws the same. */
    public static Random of(long seed, String purpose, long index) {
        return new Random(mixed(mixed(seed ^ mixed(purpose.hashCode())) ^ index));
    }

    /** The finaliser of SplitMix64 (Steele et al. 2014): neighbouring seeds give unrelated streams. */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
