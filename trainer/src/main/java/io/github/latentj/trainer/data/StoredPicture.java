package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;

/** The values of one picture at the depth of its source, channel by channel, row by row. */
abstract sealed class StoredPicture {
    private final int width;
    private final int height;
    private final int channels;
    private final PixelType type;

    private StoredPicture(DecodedImage image) {
        width = image.width();
        height = image.height();
        channels = image.channels();
        type = image.pixelType();
    }

    /** Integer types are rounded to the nearest whole value. */
    static StoredPicture of(DecodedImage image) {
        return switch (image.pixelType()) {
            case UINT8 -> new Bytes(image);
            case UINT16 -> new Shorts(image);
            case FLOAT32 -> new Floats(image);
        };
    }

    /** In image units. */
    abstract float value(int index);

    /** The picture in 1 or 3 channels: grey from RGB is the mean of the channels; RGB from grey repeats it. */
    StoredPicture withColour(int wanted) {
        if (wanted == channels) {
            return this;
        }
        int area = width * height;
        float[] converted = new float[wanted * area];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = wanted == 1 ? (value(i) + value(area + i) + value(2 * area + i)) / 3 : value(i % area);
        }
        return of(new DecodedImage(width, height, wanted, type, converted));
    }

    /** Equal for equal pictures, and all but surely different for others. */
    long contentHash() {
        long hash = 31L * width + height;
        for (int i = 0; i < length(); i++) {
            hash = (hash ^ Float.floatToIntBits(value(i))) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int channels() {
        return channels;
    }

    PixelType type() {
        return type;
    }

    int length() {
        return channels * height * width;
    }

    /** Memory that so many values of {@code type} take. */
    static long bytes(PixelType type, long length) {
        return length * (type == PixelType.UINT8 ? 1 : type == PixelType.UINT16 ? 2 : 4);
    }

    private static final class Bytes extends StoredPicture {
        private final byte[] values;

        Bytes(DecodedImage image) {
            super(image);
            values = new byte[image.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) Math.round(image.values()[i]);
            }
        }

        @Override
        float value(int index) {
            return values[index] & 0xff;
        }
    }

    private static final class Shorts extends StoredPicture {
        private final short[] values;

        Shorts(DecodedImage image) {
            super(image);
            values = new short[image.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (short) Math.round(image.values()[i]);
            }
        }

        @Override
        float value(int index) {
            return values[index] & 0xffff;
        }
    }

    private static final class Floats extends StoredPicture {
        private final float[] values;

        Floats(DecodedImage image) {
            super(image);
            values = image.values();
        }

        @Override
        float value(int index) {
            return values[index];
        }
    }

    /** Image values to the network's range, by a table where the type has few values. */
    static final class NetworkRange {
        private final IntensityMap map;
        private final float[] table;

        NetworkRange(PixelType type, IntensityMap map) {
            this.map = map;
            table = type == PixelType.FLOAT32 ? null : new float[(int) type.highest() + 1];
            for (int i = 0; table != null && i < table.length; i++) {
                table[i] = map.toNetwork(i);
            }
        }

        float of(float imageValue) {
            return table == null ? map.toNetwork(imageValue) : table[(int) imageValue];
        }
    }
}
