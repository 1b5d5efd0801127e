package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Square images in memory, all of one size and number of channels, ready as network input. Immutable. */
public final class ImageSet {
    private final int size;
    private final int channels;
    private final IntensityMap intensityMap;
    private final List<float[]> images;

    /**
     * @param images one array an image, float32 [C, size, size] in image units, not copied; all finite
     * @throws NoImagesException if there are none
     */
    public ImageSet(int size, int channels, IntensityMap intensityMap, List<float[]> images) {
        if (images.isEmpty()) {
            throw new NoImagesException("there are no images to train on");
        }
        int length = channels * size * size;
        for (float[] image : images) {
            if (image.length != length) {
                throw new IllegalArgumentException("an image needs " + length + " values, found " + image.length);
            }
        }
        this.size = size;
        this.channels = channels;
        this.intensityMap = intensityMap;
        this.images = List.copyOf(images);
    }

    /** Width and height in pixels. */
    public int size() {
        return size;
    }

    public int channels() {
        return channels;
    }

    /** Number of images. */
    public int count() {
        return images.size();
    }

    /** How image units become network range. */
    public IntensityMap intensityMap() {
        return intensityMap;
    }

    /** Writes image {@code index} as float32 [C, size, size] in [-1, 1] into {@code target} from {@code offset} on. */
    public void copyTo(int index, float[] target, int offset) {
        float[] image = images.get(index);
        for (int i = 0; i < image.length; i++) {
            target[offset + i] = intensityMap.toNetwork(image[i]);
        }
    }

    /** SHA-256 of geometry, intensity map and every pixel in order: equal sets train equal models. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String header = size + " " + channels + " " + intensityMap;
            digest.update(header.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(channels * size * size * Float.BYTES);
            for (float[] image : images) {
                bytes.asFloatBuffer().put(image);
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
