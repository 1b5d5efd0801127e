package io.github.latentj.contract;

import java.util.Objects;

/**
 * The linear map between network range and image units: -1 is {@link #minimum()}, +1 is {@link #maximum()}. One map
 * serves all channels, so that their proportions are kept.
 */
public final class IntensityMap {
    private final PixelType pixelType;
    private final double minimum;
    private final double maximum;

    /** @throws ContractException unless both ends are finite, in order, and storable in {@code pixelType} */
    public IntensityMap(PixelType pixelType, double minimum, double maximum) {
        this.pixelType = Objects.requireNonNull(pixelType, "pixelType");
        if (!(minimum < maximum) || minimum < pixelType.lowest() || maximum > pixelType.highest()) {
            throw new ContractException("intensity range must be increasing and within " + pixelType.key()
                    + " values, found " + minimum + " to " + maximum);
        }
        this.minimum = minimum;
        this.maximum = maximum;
    }

    /** 8-bit images over their whole range, 0 to 255. */
    public static IntensityMap uint8() {
        return new IntensityMap(PixelType.UINT8, 0, 255);
    }

    public PixelType pixelType() {
        return pixelType;
    }

    /** Image value of network value -1. */
    public double minimum() {
        return minimum;
    }

    /** Image value of network value +1. */
    public double maximum() {
        return maximum;
    }

    /** Image units to network range; values outside the map's range are clipped to [-1, 1]. */
    public float toNetwork(double imageValue) {
        double scaled = 2 * (imageValue - minimum) / (maximum - minimum) - 1;
        return (float) Math.max(-1, Math.min(1, scaled));
    }

    /** Network range to image units, neither clipped nor rounded. */
    public double toImage(float networkValue) {
        return minimum + (networkValue + 1.0) * 0.5 * (maximum - minimum);
    }

    /** Network range to the nearest whole value that the integer pixel type can store; float32 is returned as it is. */
    public double toStored(float networkValue) {
        double value = toImage(networkValue);
        if (pixelType == PixelType.FLOAT32) {
            return value;
        }
        double whole = Math.rint(value);
        // Math.min and Math.max mind NaN and -0, which takes time for every pixel.
        return whole <= pixelType.lowest()
                ? pixelType.lowest()
                : whole >= pixelType.highest() ? pixelType.highest() : whole;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof IntensityMap)) {
            return false;
        }
        IntensityMap that = (IntensityMap) other;
        return pixelType == that.pixelType && minimum == that.minimum && maximum == that.maximum;
    }

    @Override
    public int hashCode() {
        return Objects.hash(pixelType, minimum, maximum);
    }

    @Override
    public String toString() {
        return pixelType.key() + " " + minimum + " to " + maximum;
    }
}
