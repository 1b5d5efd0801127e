package io.github.latentj.explore.real;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.explore.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Asks for the latents whose images come closest to given images. Immutable; checked when it is made. */
public final class ProjectRequest {
    public static final int MOST_STARTS = 64;
    public static final int MOST_STEPS = 100_000;

    private final Path model;
    private final List<SourceImage> images;
    private final IntensityMap range;
    private final int starts;
    private final int steps;
    private final double priorWeight;
    private final long seed;

    private ProjectRequest(Builder builder) {
        model = builder.model;
        images = builder.images;
        range = builder.range;
        starts = builder.starts;
        steps = builder.steps;
        priorWeight = builder.priorWeight;
        seed = builder.seed;
    }

    /**
     * @param model a {@code generator.onnx} with an {@code inversion.onnx} beside it, or their folder, zipped or not
     */
    public static Builder of(Path model, List<SourceImage> images) {
        return new Builder(model, images);
    }

    public Path model() {
        return model;
    }

    public List<SourceImage> images() {
        return images;
    }

    /** Which image values stand for the model's minimum and maximum; empty for these values themselves. */
    public Optional<IntensityMap> range() {
        return Optional.ofNullable(range);
    }

    public int starts() {
        return starts;
    }

    public int steps() {
        return steps;
    }

    public double priorWeight() {
        return priorWeight;
    }

    public long seed() {
        return seed;
    }

    /** Starts with 4 starts, 150 steps, prior weight 0.01, seed 0, and the model's own intensity range. */
    public static final class Builder {
        private final Path model;
        private final List<SourceImage> images;
        private final List<String> problems = new ArrayList<>();
        private IntensityMap range;
        private int starts = 4;
        private int steps = 150;
        private double priorWeight = 0.01;
        private long seed;

        private Builder(Path model, List<SourceImage> images) {
            this.model = Objects.requireNonNull(model, "model");
            this.images = Collections.unmodifiableList(new ArrayList<>(images));
        }

        /** The image values that stand for the model's minimum and maximum: an increasing range of finite numbers. */
        public Builder range(double minimum, double maximum) {
            boolean increasing = minimum < maximum && Math.max(Math.abs(minimum), Math.abs(maximum)) <= Float.MAX_VALUE;
            if (increasing) {
                range = new IntensityMap(PixelType.FLOAT32, minimum, maximum);
            } else {
                problems.add("range must go from a smaller to a larger number, found " + minimum + " to " + maximum);
            }
            return this;
        }

        /** How many latents descend to each image, 1 to {@value ProjectRequest#MOST_STARTS}. */
        public Builder starts(int starts) {
            this.starts = starts;
            return this;
        }

        /** Most evaluations of the gradient for each image, 1 to {@value ProjectRequest#MOST_STEPS}. */
        public Builder steps(int steps) {
            this.steps = steps;
            return this;
        }

        /**
         * How much it counts that a latent is as long as those of a normal prior, 0 to 1000; see
         * {@link io.github.latentj.latent.PriorPull}.
         */
        public Builder priorWeight(double priorWeight) {
            this.priorWeight = priorWeight;
            return this;
        }

        /** The same seed begins at the same latents. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** @throws RequestException naming everything that is out of range */
        public ProjectRequest build() {
            if (images.isEmpty()) {
                problems.add("there is no image to project");
            }
            if (starts < 1 || starts > MOST_STARTS) {
                problems.add("starts must be 1 to " + MOST_STARTS + ", found " + starts);
            }
            if (steps < 1 || steps > MOST_STEPS) {
                problems.add("steps must be 1 to " + MOST_STEPS + ", found " + steps);
            }
            if (!(priorWeight >= 0 && priorWeight <= 1000)) {
                problems.add("prior_weight must be 0 to 1000, found " + priorWeight);
            }
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new ProjectRequest(this);
        }
    }
}
