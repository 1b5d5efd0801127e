package io.github.latentj.explore.measure;

import io.github.latentj.explore.Direction;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Asks for the direction along which a measured value grows. Immutable; checked when it is made. */
public final class MeasuredDirectionRequest {
    static final int FEWEST_IMAGES = 20;

    private final Path model;
    private final String name;
    private final String column;
    private final List<String> held;
    private final int count;
    private final long seed;
    private final boolean replaces;

    private MeasuredDirectionRequest(Builder builder) {
        model = builder.model;
        name = builder.name;
        column = builder.column;
        held = Collections.unmodifiableList(new ArrayList<>(builder.held));
        count = builder.count;
        seed = builder.seed;
        replaces = builder.replaces;
    }

    /**
     * @param name to save the direction under
     * @param column what is measured
     */
    public static Builder of(Path model, String name, String column) {
        return new Builder(model, name, column);
    }

    public Path model() {
        return model;
    }

    public String name() {
        return name;
    }

    public String column() {
        return column;
    }

    /** Columns that shall not change: their directions are projected out. */
    public List<String> held() {
        return held;
    }

    /** Images to generate and measure. */
    public int count() {
        return count;
    }

    public long seed() {
        return seed;
    }

    /** Whether the direction may take the place of another of its name. */
    public boolean replaces() {
        return replaces;
    }

    /** Starts with 2,000 images, seed 0 and nothing held. */
    public static final class Builder {
        private final Path model;
        private final String name;
        private final String column;
        private List<String> held = Collections.emptyList();
        private int count = 2000;
        private long seed;
        private boolean replaces;

        private Builder(Path model, String name, String column) {
            this.model = Objects.requireNonNull(model, "model");
            this.name = Direction.checkedName(name);
            this.column = column;
        }

        public Builder held(List<String> columns) {
            held = columns;
            return this;
        }

        public Builder count(int count) {
            this.count = count;
            return this;
        }

        /** Of the images and of the folds of the cross-validation. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Lets the direction take the place of another of its name. */
        public Builder replaces(boolean replaces) {
            this.replaces = replaces;
            return this;
        }

        /** @throws RequestException naming everything that is wrong */
        public MeasuredDirectionRequest build() {
            List<String> problems = new ArrayList<>();
            if (column.isEmpty()) {
                problems.add("column is required: the name of a measured column");
            }
            if (held.contains(column)) {
                problems.add("'" + column + "' cannot be held, because the direction shall change it");
            }
            if (count < FEWEST_IMAGES || count > GenerateRequest.MOST_IMAGES) {
                problems.add(
                        "count must be " + FEWEST_IMAGES + " to " + GenerateRequest.MOST_IMAGES + ", found " + count);
            }
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new MeasuredDirectionRequest(this);
        }
    }
}
