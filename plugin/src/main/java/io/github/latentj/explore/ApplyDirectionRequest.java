package io.github.latentj.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Asks for images moved along a saved direction: one row for each image. Immutable; checked when it is made. */
public final class ApplyDirectionRequest {
    private final Path model;
    private final String direction;
    private final String removed;
    private final List<LatentSource> images;
    private final double distance;
    private final int columns;

    private ApplyDirectionRequest(Builder builder) {
        model = builder.model;
        direction = builder.direction;
        removed = builder.removed;
        images = Collections.unmodifiableList(new ArrayList<>(builder.images));
        distance = builder.distance;
        columns = builder.columns;
    }

    public static Builder of(Path model, String direction, List<LatentSource> images) {
        return new Builder(model, direction, images);
    }

    public Path model() {
        return model;
    }

    public String direction() {
        return direction;
    }

    /** A second direction whose share is taken out of the first. */
    public Optional<String> removed() {
        return Optional.ofNullable(removed);
    }

    public List<LatentSource> images() {
        return images;
    }

    public double distance() {
        return distance;
    }

    public int columns() {
        return columns;
    }

    /** Starts with seven columns from -3 to +3. */
    public static final class Builder {
        private final Path model;
        private final String direction;
        private final List<LatentSource> images;
        private String removed;
        private double distance = 3;
        private int columns = 7;

        private Builder(Path model, String direction, List<LatentSource> images) {
            this.model = Objects.requireNonNull(model, "model");
            this.direction = Objects.requireNonNull(direction, "direction");
            this.images = images;
        }

        public Builder removed(String name) {
            removed = name;
            return this;
        }

        /** How far to go to either side, in units of the latent space. */
        public Builder distance(double distance) {
            this.distance = distance;
            return this;
        }

        /** Images in each row, from one end to the other. */
        public Builder columns(int columns) {
            this.columns = columns;
            return this;
        }

        /** @throws RequestException naming everything that is out of range */
        public ApplyDirectionRequest build() {
            List<String> problems = new ArrayList<>();
            if (images.isEmpty()) {
                problems.add("at least one image is needed");
            }
            if (!(distance > 0) || Double.isInfinite(distance)) {
                problems.add("distance must be finite and positive, found " + distance);
            }
            if (columns < 2 || (long) columns * images.size() > GenerateRequest.MOST_IMAGES) {
                problems.add("columns must be at least 2, and columns times images at most "
                        + GenerateRequest.MOST_IMAGES + ", found " + columns + " and " + images.size());
            }
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new ApplyDirectionRequest(this);
        }
    }
}
