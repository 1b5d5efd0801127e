package io.github.latentj.explore.measure;

import io.github.latentj.explore.Direction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A direction along which a measured value grows, and how far it can be trusted. Immutable. */
public final class MeasuredDirection {
    private final Direction direction;
    private final Map<String, Fit> fits;
    private final double kept;
    private final int images;
    private final int unmeasured;

    MeasuredDirection(Direction direction, Map<String, Fit> fits, double kept, int images, int unmeasured) {
        this.direction = direction;
        this.fits = Collections.unmodifiableMap(new LinkedHashMap<>(fits));
        this.kept = kept;
        this.images = images;
        this.unmeasured = unmeasured;
    }

    public Direction direction() {
        return direction;
    }

    /** How well the latent predicts each column: the one that grows first, then those that are held. */
    public Map<String, Fit> fits() {
        return fits;
    }

    /** What is left of the value's growth along the direction after the projection, 0 to 1. */
    public double kept() {
        return kept;
    }

    /** Images that the regression used. */
    public int images() {
        return images;
    }

    /** Images that were left out, because not all columns could be measured in them. */
    public int unmeasured() {
        return unmeasured;
    }

    /** A cross-validated ridge regression of one column. Immutable. */
    public static final class Fit {
        private final double[] measured;
        private final double[] predicted;
        private final double r2;
        private final double penalty;

        Fit(double[] measured, double[] predicted, double r2, double penalty) {
            this.measured = measured;
            this.predicted = predicted;
            this.r2 = r2;
            this.penalty = penalty;
        }

        /** One value for each used image. */
        public double[] measured() {
            return measured.clone();
        }

        /** What a line predicts for each image that was fitted without it. */
        public double[] predicted() {
            return predicted.clone();
        }

        /** Cross-validated share of the variance that the latent predicts. */
        public double r2() {
            return r2;
        }

        /** The chosen penalty of the ridge. */
        public double penalty() {
            return penalty;
        }
    }
}
