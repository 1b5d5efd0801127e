package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import java.util.Arrays;
import java.util.Locale;

/** Which image values become -1 and 1 of the network's range. One rule serves the whole set. */
public enum IntensityRule {
    /** The type's range for 8-bit pictures, the smallest to the largest value of the set for deeper ones. */
    AUTOMATIC,
    /** 0 to 255 or 0 to 65535; 32-bit pictures have no such range and take {@link #MIN_MAX}. */
    TYPE_RANGE,
    /** The smallest to the largest value of the set. */
    MIN_MAX,
    /** The 0.1st to the 99.9th percentile of the set, so that a few hot pixels do not darken all images. */
    PERCENTILES;

    private static final double LOW_PERCENTILE = 0.001;

    /** The word that users type, such as {@code min-max}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** True if the map follows from the type alone. */
    boolean ignoresValues(PixelType type) {
        return this == TYPE_RANGE && type != PixelType.FLOAT32 || this == AUTOMATIC && type == PixelType.UINT8;
    }

    /**
     * @param values a sample of the set's pixels, sorted in place
     * @param lowest of all pixels of the set
     * @param highest of all pixels of the set, above {@code lowest}
     */
    IntensityMap map(PixelType type, float lowest, float highest, float[] values) {
        if (ignoresValues(type)) {
            return new IntensityMap(type, type.lowest(), type.highest());
        }
        if (this == PERCENTILES && values.length > 0) {
            Arrays.sort(values);
            int cut = (int) (values.length * LOW_PERCENTILE);
            if (values[cut] < values[values.length - 1 - cut]) {
                return new IntensityMap(type, values[cut], values[values.length - 1 - cut]);
            }
        }
        return new IntensityMap(type, lowest, highest);
    }
}
