package io.github.latentj.contract;

import java.util.Objects;

/** The physical width and height of one pixel. */
public final class PixelSize {
    private final double width;
    private final double height;
    private final String unit;

    /**
     * @param unit ImageJ's spelling of the unit, {@code um} for micrometres
     * @throws ContractException unless width and height are finite and positive and the unit is 1 to 20 characters
     */
    public PixelSize(double width, double height, String unit) {
        if (!(width > 0 && height > 0) || Double.isInfinite(width) || Double.isInfinite(height)) {
            throw new ContractException("pixel size must be finite and positive, found " + width + " x " + height);
        }
        if (unit == null || unit.isEmpty() || unit.length() > 20) {
            throw new ContractException(
                    "unit of the pixel size must be 1 to 20 characters, found '" + Quote.shortened(unit) + "'");
        }
        this.width = width;
        this.height = height;
        this.unit = unit;
    }

    public double width() {
        return width;
    }

    public double height() {
        return height;
    }

    public String unit() {
        return unit;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof PixelSize)) {
            return false;
        }
        PixelSize that = (PixelSize) other;
        return width == that.width && height == that.height && unit.equals(that.unit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, height, unit);
    }

    @Override
    public String toString() {
        return width + " x " + height + " " + unit;
    }
}
