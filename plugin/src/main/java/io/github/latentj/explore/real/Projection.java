package io.github.latentj.explore.real;

/** How well one image was found among those that a model can make. Immutable. */
public final class Projection {
    private final String name;
    private final double error;
    private final double explained;
    private final double medianError;
    private final double spread;
    private final double latentLength;
    private final int bestStart;
    private final double clipped;

    Projection(
            String name,
            double error,
            double explained,
            double medianError,
            double spread,
            double latentLength,
            int bestStart,
            double clipped) {
        this.name = name;
        this.error = error;
        this.explained = explained;
        this.medianError = medianError;
        this.spread = spread;
        this.latentLength = latentLength;
        this.bestStart = bestStart;
        this.clipped = clipped;
    }

    public String name() {
        return name;
    }

    /**
     * Root of the mean squared difference between image and reconstruction, over the pixels that count, as a share of
     * the model's intensity range.
     */
    public double error() {
        return error;
    }

    /**
     * The share of the image's variance that the reconstruction explains, over the pixels that count: 1 is the same
     * image, 0 no better than an even grey, below 0 worse. Unlike {@link #error} it does not flatter dim images. NaN for
     * an image with one value everywhere.
     */
    public double explained() {
        return explained;
    }

    /** The median of the starts' errors; far above {@link #error} if most starts got stuck. */
    public double medianError() {
        return medianError;
    }

    /**
     * How much the reconstructions of the starts differ: the root of the mean of each pixel's variance over the starts,
     * as {@link #error} counts. 0 with one start, which tells nothing.
     */
    public double spread() {
        return spread;
    }

    /** Euclidean length of the latent. */
    public double latentLength() {
        return latentLength;
    }

    /** Which start came closest, counted from 1. */
    public int bestStart() {
        return bestStart;
    }

    /** Share of the image's pixels outside the range of intensities, which were clipped. */
    public double clipped() {
        return clipped;
    }
}
