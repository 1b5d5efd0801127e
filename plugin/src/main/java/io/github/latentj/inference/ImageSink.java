package io.github.latentj.inference;

/** Takes images from a generator, one by one, in order. */
public interface ImageSink {
    /**
     * @param image float32 [channels, height, width] in network range; the array is used again for the next image, so
     *     what is needed of it must be copied
     */
    void accept(int index, float[] image);
}
