package io.github.latentj.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Asks for a random walk through latent space. Immutable; checked when it is made. */
public final class WalkRequest {
    private final Path model;
    private final LatentSource start;
    private final int steps;
    private final double stepSize;
    private final boolean onShell;
    private final long seed;

    private WalkRequest(Builder builder) {
        model = builder.model;
        start = builder.start == null ? LatentSource.seeded(builder.seed, 0) : builder.start;
        steps = builder.steps;
        stepSize = builder.stepSize;
        onShell = builder.onShell;
        seed = builder.seed;
    }

    public static Builder of(Path model) {
        return new Builder(model);
    }

    public Path model() {
        return model;
    }

    public LatentSource start() {
        return start;
    }

    public int steps() {
        return steps;
    }

    public double stepSize() {
        return stepSize;
    }

    public boolean onShell() {
        return onShell;
    }

    public long seed() {
        return seed;
    }

    /** Starts with 50 steps of 0.1 from the seed's first latent, seed 0, free of the prior's shell. */
    public static final class Builder {
        private final Path model;
        private LatentSource start;
        private int steps = 50;
        private double stepSize = 0.1;
        private boolean onShell;
        private long seed;

        private Builder(Path model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        public Builder start(LatentSource start) {
            this.start = start;
            return this;
        }

        public Builder steps(int steps) {
            this.steps = steps;
            return this;
        }

        /** Length of a step, in draws from the prior. */
        public Builder stepSize(double stepSize) {
            this.stepSize = stepSize;
            return this;
        }

        /** Keeps each latent where the prior's vectors lie. */
        public Builder onShell(boolean onShell) {
            this.onShell = onShell;
            return this;
        }

        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** @throws RequestException naming everything that is out of range */
        public WalkRequest build() {
            List<String> problems = new ArrayList<>();
            if (steps < 1 || steps >= GenerateRequest.MOST_IMAGES) {
                problems.add("steps must be 1 to " + (GenerateRequest.MOST_IMAGES - 1) + ", found " + steps);
            }
            if (!(stepSize > 0) || Double.isInfinite(stepSize)) {
                problems.add("step size must be finite and positive, found " + stepSize);
            }
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new WalkRequest(this);
        }
    }
}
