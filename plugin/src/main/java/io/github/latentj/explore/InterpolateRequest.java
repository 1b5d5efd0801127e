package io.github.latentj.explore;

import io.github.latentj.latent.Interpolation;
import io.github.latentj.latent.LatentPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Asks for a series of images from point to point in latent space. Immutable; checked when it is made. */
public final class InterpolateRequest {
    private final Path model;
    private final List<LatentSource> points;
    private final LatentPath path;
    private final int steps;
    private final Interpolation interpolation;

    private InterpolateRequest(Builder builder) {
        model = builder.model;
        points = Collections.unmodifiableList(new ArrayList<>(builder.points));
        path = builder.path;
        steps = builder.steps;
        interpolation = builder.interpolation;
    }

    public static Builder of(Path model, List<LatentSource> points) {
        return new Builder(model, points);
    }

    public Path model() {
        return model;
    }

    public List<LatentSource> points() {
        return points;
    }

    public LatentPath path() {
        return path;
    }

    public int steps() {
        return steps;
    }

    /** Empty: the one that is natural for the model's prior. */
    public Optional<Interpolation> interpolation() {
        return Optional.ofNullable(interpolation);
    }

    /** Starts with a chain of ten steps from point to point, natural for the prior. */
    public static final class Builder {
        private final Path model;
        private final List<LatentSource> points;
        private LatentPath path = LatentPath.CHAIN;
        private int steps = 10;
        private Interpolation interpolation;

        private Builder(Path model, List<LatentSource> points) {
            this.model = Objects.requireNonNull(model, "model");
            this.points = points;
        }

        public Builder path(LatentPath path) {
            this.path = path;
            return this;
        }

        /** Steps from one point to the next, at least 1. */
        public Builder steps(int steps) {
            this.steps = steps;
            return this;
        }

        public Builder interpolation(Interpolation interpolation) {
            this.interpolation = interpolation;
            return this;
        }

        /** @throws RequestException naming everything that is out of range */
        public InterpolateRequest build() {
            List<String> problems = new ArrayList<>();
            int fewest = path.fewestPoints();
            if (points.size() < fewest || points.size() > path.mostPoints()) {
                String needed = fewest == path.mostPoints() ? "exactly " + fewest : "at least " + fewest;
                problems.add("this path needs " + needed + " points, found " + points.size());
            }
            if (steps < 1) {
                problems.add("steps must be at least 1, found " + steps);
            } else if (path.count(points.size(), steps) > GenerateRequest.MOST_IMAGES) {
                problems.add("the path has " + path.count(points.size(), steps) + " images, at most "
                        + GenerateRequest.MOST_IMAGES + " are made: take fewer steps or points");
            }
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new InterpolateRequest(this);
        }
    }
}
