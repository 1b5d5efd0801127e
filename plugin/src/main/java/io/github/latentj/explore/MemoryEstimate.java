package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.PixelType;

/** Says before the work whether its result fits into memory. */
public final class MemoryEstimate {
    /** Four bytes a component, and again as text in the label of its slice. */
    private static final int LATENT_BYTES = 10;
    /** Labels and heads of arrays of one image. */
    private static final int HEADS = 1 << 10;

    private MemoryEstimate() {}

    /** @throws RequestException if {@code count} images cannot fit beside what is in memory already */
    public static void require(GeneratorSpec spec, int count) {
        Runtime java = Runtime.getRuntime();
        require(spec, count, java.maxMemory() - (java.totalMemory() - java.freeMemory()));
    }

    /** @param free bytes that may be used */
    public static void require(GeneratorSpec spec, int count, long free) {
        long latent = (long) LATENT_BYTES * spec.latentSize();
        long needed = count * (PixelPlanes.bytes(spec) + shownBytes(spec) + latent + HEADS);
        if (needed > free) {
            throw new RequestException((count == 1 ? "an image of " : count + " images of ") + spec.width() + " x "
                    + spec.height() + " pixels with "
                    + spec.channels() + " channels " + (count == 1 ? "needs " : "need ") + megabytes(needed) + " MB, "
                    + megabytes(free)
                    + " MB are free: ask for " + (count == 1 ? "a smaller one" : "fewer")
                    + ", close some images, or give the program more memory");
        }
    }

    /** Bytes that one image takes in ImageJ's window, beside those of the result: colour is an int a pixel there. */
    private static long shownBytes(GeneratorSpec spec) {
        boolean colour = spec.channels() == 3 && spec.intensityMap().pixelType() == PixelType.UINT8;
        return colour ? 4L * spec.width() * spec.height() : PixelPlanes.bytes(spec);
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
