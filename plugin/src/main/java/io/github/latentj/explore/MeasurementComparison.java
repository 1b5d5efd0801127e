package io.github.latentj.explore;

import io.github.latentj.latent.Interval;

/** How one measured value is distributed in generated and in real images. Immutable. */
public final class MeasurementComparison {
    private final String column;
    private final double[] generated;
    private final double[] real;
    private final double distance;
    private final Interval interval;
    private final double floor;

    MeasurementComparison(
            String column, double[] generated, double[] real, double distance, Interval interval, double floor) {
        this.column = column;
        this.generated = generated;
        this.real = real;
        this.distance = distance;
        this.interval = interval;
        this.floor = floor;
    }

    public String column() {
        return column;
    }

    /** One value for each generated image, NaN where there was nothing to measure. */
    public double[] generated() {
        return generated.clone();
    }

    /** One value for each real image, NaN where there was nothing to measure. */
    public double[] real() {
        return real.clone();
    }

    /** Kolmogorov-Smirnov distance, 0 to 1. */
    public double distance() {
        return distance;
    }

    /** 95 % bootstrap interval of the distance. */
    public Interval interval() {
        return interval;
    }

    /** The distance between two random halves of the real images, median of 100 splits: less cannot be seen. */
    public double floor() {
        return floor;
    }
}
