package io.github.latentj.trainer.data;

import io.github.latentj.contract.PixelType;

/**
 * One picture of a set: where it comes from, what it is, and its values if memory has room for them.
 *
 * @param source null if the picture comes from no file; it is held then
 * @param contentHash of the values as they were decoded, before a change of channels
 * @param held the values, or null if they are decoded anew when they are needed
 */
record Picture(
        String name,
        PictureSource source,
        int width,
        int height,
        int channels,
        PixelType type,
        long contentHash,
        StoredPicture held) {

    static Picture held(String name, PictureSource source, StoredPicture values) {
        return new Picture(
                name,
                source,
                values.width(),
                values.height(),
                values.channels(),
                values.type(),
                values.contentHash(),
                values);
    }

    /** The picture in 1 or 3 channels, as {@link StoredPicture#withColour} makes it. */
    Picture withColour(int wanted) {
        StoredPicture values = held == null ? null : held.withColour(wanted);
        return new Picture(name, source, width, height, wanted, type, contentHash, values);
    }

    /** The picture with its values left to be decoded anew. */
    Picture released() {
        return new Picture(name, source, width, height, channels, type, contentHash, null);
    }

    /** Number of values. */
    int length() {
        return channels * height * width;
    }

    /** Memory that the values take where they are held. */
    long bytes() {
        return StoredPicture.bytes(type, length());
    }

    /** How many squares of {@code side} fit beside each other. */
    int tiles(int side) {
        return (width / side) * (height / side);
    }
}
