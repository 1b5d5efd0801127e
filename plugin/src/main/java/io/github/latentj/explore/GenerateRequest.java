package io.github.latentj.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Asks for images from random latents. Immutable; checked when it is made. */
public final class GenerateRequest {
    /** The most images that one request may ask for. */
    public static final int MOST_IMAGES = 10_000;

    private final Path model;
    private final int count;
    private final int best;
    private final long seed;
    private final double truncation;
    private final boolean unrounded;

    private GenerateRequest(Builder builder) {
        model = builder.model;
        count = builder.count;
        best = builder.best;
        seed = builder.seed;
        truncation = builder.truncation;
        unrounded = builder.unrounded;
    }

    /**
     * @param model an {@code .onnx} generator, or a model folder
     */
    public static Builder of(Path model) {
        return new Builder(model);
    }

    public Path model() {
        return model;
    }

    public int count() {
        return count;
    }

    /** How many to keep, those that the discriminator takes most for real; 0 for all. */
    public int best() {
        return best;
    }

    public long seed() {
        return seed;
    }

    public double truncation() {
        return truncation;
    }

    public boolean unrounded() {
        return unrounded;
    }

    static void checkTruncation(double truncation, List<String> problems) {
        if (!(truncation > 0 && truncation <= 2)) {
            problems.add("truncation must be above 0 and at most 2, found " + truncation);
        }
    }

    /** Starts with one image, seed 0, no truncation, in the model's pixel type. */
    public static final class Builder {
        private final Path model;
        private int count = 1;
        private int best;
        private long seed;
        private double truncation = 1;
        private boolean unrounded;

        private Builder(Path model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        /** Number of images, 1 to {@value GenerateRequest#MOST_IMAGES}. */
        public Builder count(int count) {
            this.count = count;
            return this;
        }

        /** Keeps only so many of them, those that the discriminator takes most for real; 0 keeps all. */
        public Builder best(int best) {
            this.best = best;
            return this;
        }

        /** The same seed gives the same images; image i does not depend on how many are made. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Multiplies each latent, which draws it to the centre of the prior: below 1 the images become more typical
         * and less varied. Above 0, at most 2.
         */
        public Builder truncation(double truncation) {
            this.truncation = truncation;
            return this;
        }

        /** Stores pixels as float32 in image units, as the network makes them, and not in the model's pixel type. */
        public Builder unrounded(boolean unrounded) {
            this.unrounded = unrounded;
            return this;
        }

        /** @throws RequestException naming everything that is out of range */
        public GenerateRequest build() {
            List<String> problems = new ArrayList<>();
            if (count < 1 || count > MOST_IMAGES) {
                problems.add("count must be 1 to " + MOST_IMAGES + ", found " + count);
            }
            if (best < 0 || best > Math.max(count, 0)) {
                problems.add("best must be 0 (all) to the count, " + count + ", found " + best);
            }
            checkTruncation(truncation, problems);
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new GenerateRequest(this);
        }
    }
}
