package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import java.util.Arrays;
import java.util.Locale;

/**
 * How often each intensity occurs, in image units. Bins of whole values, equally many, for integer pixel types, so that no
 * bin has more values than its neighbours; 256 equal stretches for float32.
 */
public final class IntensityHistogram {
    private static final int MOST_BINS = 256;

    private final IntensityMap map;
    private final double lowest;
    private final double width;
    private final long[][] counts;
    private long atMinimum;
    private long atMaximum;

    IntensityHistogram(IntensityMap map, int channels) {
        this.map = map;
        if (isWhole()) {
            lowest = Math.rint(map.minimum());
            double values = Math.rint(map.maximum()) - lowest + 1;
            width = Math.ceil(values / MOST_BINS);
            counts = new long[channels][(int) Math.ceil(values / width)];
        } else {
            lowest = map.minimum();
            width = (map.maximum() - lowest) / MOST_BINS;
            counts = new long[channels][MOST_BINS];
        }
    }

    /** @param networkValue in [-1, 1] */
    void add(int channel, float networkValue) {
        int bin = (int) ((map.toStored(networkValue) - lowest) / width);
        counts[channel][Math.max(0, Math.min(bins() - 1, bin))]++;
        if (networkValue <= -1) {
            atMinimum++;
        } else if (networkValue >= 1) {
            atMaximum++;
        }
    }

    /** How many values lie at the ends of the range, where they were clipped or the camera saturated, in words. */
    String ends() {
        double all = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
        return String.format(
                Locale.ROOT,
                "%.2f %% of all values are at %s or below, %.2f %% at %s or above",
                100 * atMinimum / all,
                shown(map.minimum()),
                100 * atMaximum / all,
                shown(map.maximum()));
    }

    private static String shown(double intensity) {
        return intensity == Math.rint(intensity)
                ? String.format(Locale.ROOT, "%.0f", intensity)
                : "" + (float) intensity;
    }

    /** Whether intensities are whole numbers. */
    public boolean isWhole() {
        return map.pixelType() != PixelType.FLOAT32;
    }

    public int channels() {
        return counts.length;
    }

    public int bins() {
        return counts[0].length;
    }

    /** The lowest intensity of a bin. */
    public double from(int bin) {
        return lowest + bin * width;
    }

    /** The highest intensity of a bin: its last whole value, or for float32 where the next begins. */
    public double to(int bin) {
        return isWhole() ? from(bin + 1) - 1 : from(bin + 1);
    }

    /** Pixels of a channel in a bin. */
    public long count(int channel, int bin) {
        return counts[channel][bin];
    }
}
