package io.github.latentj.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Asks for one large image made of many random latents. Immutable; checked when it is made. */
public final class FieldRequest {
    /** The longest side of a field, in pixels. */
    public static final int LONGEST_SIDE = 16_384;

    private final Path model;
    private final int width;
    private final int height;
    private final long seed;
    private final double truncation;
    private final boolean gradual;
    private final boolean unrounded;

    private FieldRequest(Builder builder) {
        model = builder.model;
        width = builder.width;
        height = builder.height;
        seed = builder.seed;
        truncation = builder.truncation;
        gradual = builder.gradual;
        unrounded = builder.unrounded;
    }

    public static Builder of(Path model) {
        return new Builder(model);
    }

    public Path model() {
        return model;
    }

    /** Pixels. */
    public int width() {
        return width;
    }

    /** Pixels. */
    public int height() {
        return height;
    }

    public long seed() {
        return seed;
    }

    public double truncation() {
        return truncation;
    }

    public boolean gradual() {
        return gradual;
    }

    public boolean unrounded() {
        return unrounded;
    }

    /** Starts with 512 x 512 pixels, seed 0, no truncation, latents independent of their neighbours. */
    public static final class Builder {
        private final Path model;
        private int width = 512;
        private int height = 512;
        private long seed;
        private double truncation = 1;
        private boolean gradual;
        private boolean unrounded;

        private Builder(Path model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        /** In pixels, each 16 to {@value FieldRequest#LONGEST_SIDE}. */
        public Builder size(int width, int height) {
            this.width = width;
            this.height = height;
            return this;
        }

        /** The same seed gives the same field; a larger one begins with the smaller. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** As {@link GenerateRequest.Builder#truncation}. */
        public Builder truncation(double truncation) {
            this.truncation = truncation;
            return this;
        }

        /** Lets the latent change little by little from place to place, and not from one image to the next. */
        public Builder gradual(boolean gradual) {
            this.gradual = gradual;
            return this;
        }

        /** As {@link GenerateRequest.Builder#unrounded}. */
        public Builder unrounded(boolean unrounded) {
            this.unrounded = unrounded;
            return this;
        }

        /** @throws RequestException naming everything that is out of range */
        public FieldRequest build() {
            List<String> problems = new ArrayList<>();
            if (width < 16 || width > LONGEST_SIDE || height < 16 || height > LONGEST_SIDE) {
                problems.add("width and height must be 16 to " + LONGEST_SIDE + ", found " + width + " and " + height);
            }
            GenerateRequest.checkTruncation(truncation, problems);
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new FieldRequest(this);
        }
    }
}
