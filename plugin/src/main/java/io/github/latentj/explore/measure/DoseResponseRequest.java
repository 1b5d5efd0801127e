package io.github.latentj.explore.measure;

import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.explore.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Asks how measured values follow steps along a saved direction. Immutable; checked when it is made. */
public final class DoseResponseRequest {
    private final Path model;
    private final String direction;
    private final List<String> columns;
    private final List<LatentSource> images;
    private final double distance;
    private final int steps;
    private final int repeats;
    private final long seed;

    private DoseResponseRequest(Builder builder) {
        model = builder.model;
        direction = builder.direction;
        columns = Collections.unmodifiableList(new ArrayList<>(builder.columns));
        images = Collections.unmodifiableList(new ArrayList<>(builder.images));
        distance = builder.distance;
        steps = builder.steps;
        repeats = builder.repeats;
        seed = builder.seed;
    }

    /** @param columns the measured values to look at; empty for all */
    public static Builder of(Path model, String direction, List<String> columns) {
        return new Builder(model, direction, columns);
    }

    public Path model() {
        return model;
    }

    /** The name of the saved direction. */
    public String direction() {
        return direction;
    }

    public List<String> columns() {
        return columns;
    }

    /** Where the series start, each in its middle. */
    public List<LatentSource> images() {
        return images;
    }

    /** How far each series goes to either side. */
    public double distance() {
        return distance;
    }

    /** Images in each series. */
    public int steps() {
        return steps;
    }

    /** Repeats of the bootstrap. */
    public int repeats() {
        return repeats;
    }

    public long seed() {
        return seed;
    }

    /** Starts with 100 random images, thirteen steps from -3 to +3, 1,000 repeats and seed 0. */
    public static final class Builder {
        private final Path model;
        private final String direction;
        private final List<String> columns;
        private List<LatentSource> images = Collections.emptyList();
        private int random = 100;
        private double distance = 3;
        private int steps = 13;
        private int repeats = 1000;
        private long seed;

        private Builder(Path model, String direction, List<String> columns) {
            this.model = Objects.requireNonNull(model, "model");
            this.direction = Objects.requireNonNull(direction, "direction");
            this.columns = columns;
        }

        /** Series through these images in place of random ones. */
        public Builder images(List<LatentSource> images) {
            this.images = images;
            return this;
        }

        /** Series through so many random images, the first of the seed. */
        public Builder random(int count) {
            random = count;
            return this;
        }

        public Builder distance(double distance) {
            this.distance = distance;
            return this;
        }

        public Builder steps(int steps) {
            this.steps = steps;
            return this;
        }

        public Builder repeats(int repeats) {
            this.repeats = repeats;
            return this;
        }

        /** Of the random images and of the bootstrap. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** @throws RequestException naming everything that is out of range */
        public DoseResponseRequest build() {
            List<String> problems = new ArrayList<>();
            int series = images.isEmpty() ? random : images.size();
            if (series < 1 || steps < 3 || (long) series * steps > 20L * GenerateRequest.MOST_IMAGES) {
                problems.add("there must be at least one image and three steps, and at most "
                        + 20 * GenerateRequest.MOST_IMAGES + " images in all, found " + series + " images and " + steps
                        + " steps");
            }
            if (!(distance > 0) || Double.isInfinite(distance)) {
                problems.add("distance must be finite and positive, found " + distance);
            }
            if (repeats < 100) {
                problems.add("repeats must be at least 100, found " + repeats);
            }
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            if (images.isEmpty()) {
                images = new ArrayList<>();
                for (int i = 0; i < random; i++) {
                    images.add(LatentSource.seeded(seed, i));
                }
            }
            return new DoseResponseRequest(this);
        }
    }
}
