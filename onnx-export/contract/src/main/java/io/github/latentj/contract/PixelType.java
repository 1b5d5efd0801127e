package io.github.latentj.contract;

import java.util.Locale;

/** How one pixel of one channel is stored in the images that a model was trained on. */
public enum PixelType {
    UINT8(0, 255),
    UINT16(0, 65535),
    FLOAT32(-Float.MAX_VALUE, Float.MAX_VALUE);

    private final double lowest;
    private final double highest;

    PixelType(double lowest, double highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Smallest value that can be stored. */
    public double lowest() {
        return lowest;
    }

    /** Largest value that can be stored. */
    public double highest() {
        return highest;
    }

    /** The word written into model files: {@code uint8}, {@code uint16} or {@code float32}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws ContractException if {@code key} names no pixel type */
    public static PixelType ofKey(String key) {
        for (PixelType type : values()) {
            if (type.key().equals(key)) {
                return type;
            }
        }
        throw new ContractException(
                "pixel type must be 'uint8', 'uint16' or 'float32', found '" + Quote.shortened(key) + "'");
    }
}
