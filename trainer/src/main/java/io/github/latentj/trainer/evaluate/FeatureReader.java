package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.data.NoImagesException;
import io.github.latentj.trainer.export.FeatureNetwork;
import java.util.Arrays;

/**
 * Features of many images, in batches. A network for other channels or another size is given the mean of the channels,
 * grey in each of its channels, or the image resized (bilinear).
 */
final class FeatureReader {
    private static final int BATCH = 64;

    private final FeatureNetwork network;
    private final int channels;
    private final int side;
    private final Progress progress;

    /**
     * @param network stays the caller's
     * @param channels of the images
     * @param side of the images
     */
    FeatureReader(FeatureNetwork network, int channels, int side, Progress progress) {
        this.network = network;
        this.channels = channels;
        this.side = side;
        this.progress = progress;
        boolean sameChannels = network.channels() < 0 || network.channels() == channels;
        if (!sameChannels && channels != 1 && network.channels() != 1) {
            throw new NoImagesException(
                    "the feature network wants images of " + network.channels() + " channels, these have " + channels);
        }
    }

    FeatureNetwork network() {
        return network;
    }

    /** One vector of features an image. */
    Vectors of(Vectors images, String what) {
        float[] all = null;
        int length = 0;
        for (int first = 0; first < images.count(); first += BATCH) {
            progress.at("Features of " + what, first, images.count());
            int count = Math.min(BATCH, images.count() - first);
            float[] batch = network.features(fitted(images, first, count), count, inputChannels(), height(), width());
            if (all == null) {
                length = batch.length / count;
                all = new float[Math.multiplyExact(images.count(), length)];
            }
            System.arraycopy(batch, 0, all, first * length, batch.length);
        }
        return new Vectors(all, images.count(), length);
    }

    private int inputChannels() {
        return network.channels() < 0 ? channels : network.channels();
    }

    private int height() {
        return network.height() < 0 ? side : network.height();
    }

    private int width() {
        return network.width() < 0 ? side : network.width();
    }

    private float[] fitted(Vectors images, int first, int count) {
        if (inputChannels() == channels && height() == side && width() == side) {
            return Arrays.copyOfRange(images.values(), first * images.length(), (first + count) * images.length());
        }
        int area = height() * width();
        float[] fitted = new float[count * inputChannels() * area];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < inputChannels(); c++) {
                for (int p = 0; p < area; p++) {
                    fitted[(i * inputChannels() + c) * area + p] = value(images, first + i, c, p);
                }
            }
        }
        return fitted;
    }

    private float value(Vectors images, int image, int channel, int pixel) {
        double x = place(pixel % width(), width());
        double y = place(pixel / width(), height());
        if (inputChannels() == channels) {
            return sample(images, image, channel, x, y);
        }
        float sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += sample(images, image, c, x, y);
        }
        return sum / channels;
    }

    /** Centres of pixels fall on centres of pixels. */
    private double place(int pixel, int size) {
        return Math.max(0, Math.min(side - 1.0, (pixel + 0.5) * side / size - 0.5));
    }

    private float sample(Vectors images, int image, int channel, double x, double y) {
        int left = Math.min((int) x, Math.max(0, side - 2));
        int top = Math.min((int) y, Math.max(0, side - 2));
        int right = Math.min(left + 1, side - 1);
        int bottom = Math.min(top + 1, side - 1);
        float a = (float) (x - left);
        float b = (float) (y - top);
        int from = image * images.length() + channel * side * side;
        float[] v = images.values();
        float upper = (1 - a) * v[from + top * side + left] + a * v[from + top * side + right];
        float lower = (1 - a) * v[from + bottom * side + left] + a * v[from + bottom * side + right];
        return (1 - b) * upper + b * lower;
    }
}
