package io.github.latentj.explore.real;

import java.util.Optional;
import java.util.function.IntFunction;

/** An image to look at, of any size, in image units. Its pixels are read when they are needed. */
public final class SourceImage {
    private final String name;
    private final int width;
    private final int height;
    private final int channels;
    private final IntFunction<float[]> pixels;
    private final float[] weights;
    private final boolean area;

    /**
     * @param name for tables and messages
     * @param pixels gives a channel, counted from 0, as float32 [height * width], row by row; asked whenever they are needed
     */
    public SourceImage(String name, int width, int height, int channels, IntFunction<float[]> pixels) {
        this(name, width, height, channels, pixels, null, false);
    }

    private SourceImage(
            String name,
            int width,
            int height,
            int channels,
            IntFunction<float[]> pixels,
            float[] weights,
            boolean area) {
        this.name = name;
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.pixels = pixels;
        this.weights = weights;
        this.area = area;
    }

    /**
     * The same image, of which not every pixel counts alike.
     *
     * @param pixelWeights float32 [height * width], not negative; not copied
     */
    public SourceImage weighted(float[] pixelWeights) {
        return new SourceImage(name, width, height, channels, pixels, pixelWeights, area);
    }

    /** The same image, which a person chose as an area of a larger one. */
    public SourceImage asArea() {
        return new SourceImage(name, width, height, channels, pixels, weights, true);
    }

    /** Whether a person chose it as an area of a larger image. */
    public boolean isArea() {
        return area;
    }

    public String name() {
        return name;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    /** float32 [height * width], row by row. */
    public float[] channel(int channel) {
        return pixels.apply(channel);
    }

    /** How much each pixel counts, float32 [height * width]; empty if all count alike. */
    public Optional<float[]> weights() {
        return Optional.ofNullable(weights);
    }
}
