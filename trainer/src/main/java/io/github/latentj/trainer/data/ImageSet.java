package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;

public final class ImageSet {
    private final int size;
    private final int channels;
    private final IntensityMap map;
    private final float[][] pixels;

    public ImageSet(int size, int channels, IntensityMap map, float[][] pixels) {
        this.size = size;
        this.channels = channels;
        this.map = map;
        this.pixels = pixels;
    }

    public int size() {
        return size;
    }

    public int channels() {
        return channels;
    }

    public int count() {
        return pixels.length;
    }

    public IntensityMap intensityMap() {
        return map;
    }

    public String fingerprint() {
        return "0";
    }

    public void copyTo(int index, float[] target, int offset) {
        System.arraycopy(pixels[index], 0, target, offset, pixels[index].length);
    }
}
