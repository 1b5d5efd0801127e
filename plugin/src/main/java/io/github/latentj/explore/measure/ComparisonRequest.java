package io.github.latentj.explore.measure;

import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.RequestException;
import io.github.latentj.explore.real.SourceImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Asks whether generated images measure like real ones. Immutable; checked when it is made. */
public final class ComparisonRequest {
    private static final int FEWEST_IMAGES = 20;

    private final Path model;
    private final List<SourceImage> real;
    private final List<String> columns;
    private final int count;
    private final long seed;

    private ComparisonRequest(Builder builder) {
        model = builder.model;
        real = Collections.unmodifiableList(new ArrayList<>(builder.real));
        columns = Collections.unmodifiableList(new ArrayList<>(builder.columns));
        count = builder.count;
        seed = builder.seed;
    }

    public static Builder of(Path model, List<SourceImage> real) {
        return new Builder(model, real);
    }

    public Path model() {
        return model;
    }

    public List<SourceImage> real() {
        return real;
    }

    /** What to compare; empty for all that is measured. */
    public List<String> columns() {
        return columns;
    }

    /** Images to generate, and the most of the real ones to measure. */
    public int count() {
        return count;
    }

    public long seed() {
        return seed;
    }

    /** Starts with 2,000 images, all columns and seed 0. */
    public static final class Builder {
        private final Path model;
        private final List<SourceImage> real;
        private List<String> columns = Collections.emptyList();
        private int count = 2000;
        private long seed;

        private Builder(Path model, List<SourceImage> real) {
            this.model = Objects.requireNonNull(model, "model");
            this.real = real;
        }

        public Builder columns(List<String> columns) {
            this.columns = columns;
            return this;
        }

        public Builder count(int count) {
            this.count = count;
            return this;
        }

        /** Of the generated images and of the choice among the real ones. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** @throws RequestException if there are too few images */
        public ComparisonRequest build() {
            if (real.size() < FEWEST_IMAGES || count < FEWEST_IMAGES || count > GenerateRequest.MOST_IMAGES) {
                throw new RequestException("a comparison needs at least " + FEWEST_IMAGES + " real images and "
                        + FEWEST_IMAGES + " to " + GenerateRequest.MOST_IMAGES + " generated ones, found "
                        + real.size() + " and " + count);
            }
            return new ComparisonRequest(this);
        }
    }
}
