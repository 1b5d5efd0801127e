package io.github.latentj.explore.measure;

import io.github.latentj.latent.Interval;
import io.github.latentj.latent.KolmogorovSmirnov;

/** How one measured value is distributed in generated and in real images. Immutable. */
public final class MeasurementComparison {
    private final String column;
    private final double[] generated;
    private final double[] real;
    private final KolmogorovSmirnov distributions;

    MeasurementComparison(String column, double[] generated, double[] real) {
        this.column = column;
        this.generated = generated;
        this.real = real;
        distributions = new KolmogorovSmirnov(generated, real);
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

    /** Kolmogorov-Smirnov distance, 0 to 1; NaN if one side could not be measured. */
    public double distance() {
        return distributions.distance();
    }

    /** What 95 % of the distances between samples of these sizes from one distribution stay below. */
    public double noiseLevel() {
        return distributions.noiseLevel();
    }

    /** False if the distance is no larger than the noise level: so many images cannot tell a difference. */
    public boolean differs() {
        return distance() > noiseLevel();
    }

    /** Where the true distance lies, with at least 95 % confidence. */
    public Interval interval() {
        return distributions.interval();
    }
}
