package io.github.latentj.explore.measure;

import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asks whether high - low + (low, marked) raises one measured value and keeps another, such as large - small + (small,
 * bright). Immutable; checked when it is made.
 */
public final class ArithmeticCheckRequest {
    private final Path model;
    private final String change;
    private final String keep;
    private final boolean matched;
    private final int count;
    private final int draws;
    private final int samples;
    private final double rise;
    private final double tolerance;
    private final long seed;

    private ArithmeticCheckRequest(Builder builder) {
        model = builder.model;
        change = builder.change;
        keep = builder.keep;
        matched = builder.matched;
        count = builder.count;
        draws = builder.draws;
        samples = builder.samples;
        rise = builder.rise;
        tolerance = builder.tolerance;
        seed = builder.seed;
    }

    /**
     * @param change the column that shall rise
     * @param keep the column that shall stay
     */
    public static Builder of(Path model, String change, String keep) {
        return new Builder(model, change, keep);
    }

    public Path model() {
        return model;
    }

    public String change() {
        return change;
    }

    public String keep() {
        return keep;
    }

    /** Whether high and low images are taken from the middle third of the kept value. */
    public boolean matched() {
        return matched;
    }

    /** Images to generate and measure, among which the concepts are found. */
    public int count() {
        return count;
    }

    public int draws() {
        return draws;
    }

    /** Images whose mean is one concept. */
    public int samples() {
        return samples;
    }

    /** How many of its standard deviations the value must rise at least; 0: at all. */
    public double rise() {
        return rise;
    }

    /** How much of its standard deviation the kept value may change. */
    public double tolerance() {
        return tolerance;
    }

    public long seed() {
        return seed;
    }

    /** Starts with 200 draws of three-sample concepts from 2,000 images, any rise, half a standard deviation and seed 0. */
    public static final class Builder {
        private final Path model;
        private final String change;
        private final String keep;
        private boolean matched;
        private int count = 2000;
        private int draws = 200;
        private int samples = 3;
        private double rise;
        private double tolerance = 0.5;
        private long seed;

        private Builder(Path model, String change, String keep) {
            this.model = Objects.requireNonNull(model, "model");
            this.change = change;
            this.keep = keep;
        }

        public Builder matched(boolean matched) {
            this.matched = matched;
            return this;
        }

        public Builder count(int count) {
            this.count = count;
            return this;
        }

        public Builder draws(int draws) {
            this.draws = draws;
            return this;
        }

        public Builder samples(int samples) {
            this.samples = samples;
            return this;
        }

        public Builder rise(double rise) {
            this.rise = rise;
            return this;
        }

        public Builder tolerance(double tolerance) {
            this.tolerance = tolerance;
            return this;
        }

        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** @throws RequestException naming everything that is out of range */
        public ArithmeticCheckRequest build() {
            List<String> problems = new ArrayList<>();
            if (change.isEmpty() || change.equals(keep)) {
                problems.add("change and keep must name two columns, found '" + change + "' and '" + keep + "'");
            }
            if (count < 20 || count > GenerateRequest.MOST_IMAGES) {
                problems.add("count must be 20 to " + GenerateRequest.MOST_IMAGES + ", found " + count);
            }
            if (draws < 1 || draws > GenerateRequest.MOST_IMAGES) {
                problems.add("draws must be 1 to " + GenerateRequest.MOST_IMAGES + ", found " + draws);
            }
            if (samples < 1) {
                problems.add("samples must be at least 1, found " + samples);
            }
            if (!(rise >= 0)) {
                problems.add("rise must not be negative, found " + rise);
            }
            if (!(tolerance > 0)) {
                problems.add("tolerance must be positive, found " + tolerance);
            }
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new ArithmeticCheckRequest(this);
        }
    }
}
