package io.github.latentj.explore;

import java.util.function.IntFunction;

/** An image to look at, of any size, in image units. Its pixels are read when they are needed. */
public final class SourceImage {
    private final String name;
    private final int width;
    private final int height;
    private final int channels;
    private final IntFunction<float[]> pixels;

    /**
     * @param name for tables and messages
     * @param pixels gives a channel, counted from 0, as float32 [height * width], row by row; asked when they are needed
     */
    public SourceImage(String name, int width, int height, int channels, IntFunction<float[]> pixels) {
        this.name = name;
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.pixels = pixels;
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
}
