package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;

/** Says before the work whether its result fits into memory. */
final class MemoryEstimate {
    /** Once in the result, once in the window that shows it. */
    private static final int COPIES = 2;

    private MemoryEstimate() {}

    /** @throws RequestException if {@code count} images cannot fit beside what is in memory already */
    static void require(GeneratorSpec spec, int count) {
        Runtime java = Runtime.getRuntime();
        require(spec, count, java.maxMemory() - (java.totalMemory() - java.freeMemory()));
    }

    static void require(GeneratorSpec spec, int count, long free) {
        long latent = 4L * spec.latentSize();
        long needed = count * (COPIES * PixelPlanes.bytes(spec) + latent);
        if (needed > free) {
            throw new RequestException((count == 1 ? "an image of " : count + " images of ") + spec.width() + " x "
                    + spec.height() + " pixels with "
                    + spec.channels() + " channels " + (count == 1 ? "needs " : "need ") + megabytes(needed) + " MB, "
                    + megabytes(free)
                    + " MB are free: ask for " + (count == 1 ? "a smaller one" : "fewer")
                    + ", close some images, or give the program more memory");
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
