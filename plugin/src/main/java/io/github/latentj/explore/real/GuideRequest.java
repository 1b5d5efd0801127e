package io.github.latentj.explore.real;

import io.github.latentj.explore.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Asks what excites feature maps in some images. Immutable; checked when it is made. */
public final class GuideRequest {
    /** The most maps that one gallery shows. */
    public static final int MOST_MAPS = 256;

    private final Path model;
    private final List<SourceImage> images;
    private final List<Integer> maps;
    private final int strongest;
    private final long seed;

    private GuideRequest(Builder builder) {
        model = builder.model;
        images = builder.images;
        maps = builder.maps;
        strongest = builder.strongest;
        seed = builder.seed;
    }

    /** @param model a {@code features.onnx}, the generator beside it, or their folder, zipped or not */
    public static Builder of(Path model, List<SourceImage> images) {
        return new Builder(model, images);
    }

    public Path model() {
        return model;
    }

    public List<SourceImage> images() {
        return images;
    }

    /** Numbers of maps from 1; empty for the strongest. */
    public List<Integer> maps() {
        return maps;
    }

    public int strongest() {
        return strongest;
    }

    public long seed() {
        return seed;
    }

    /** Starts with the six strongest maps, as the paper's figure shows six, and seed 0. */
    public static final class Builder {
        private final Path model;
        private final List<SourceImage> images;
        private List<Integer> maps = Collections.emptyList();
        private int strongest = 6;
        private long seed;

        private Builder(Path model, List<SourceImage> images) {
            this.model = Objects.requireNonNull(model, "model");
            this.images = Collections.unmodifiableList(new ArrayList<>(images));
        }

        /** Numbers of feature maps from 1, at most {@value GuideRequest#MOST_MAPS}. */
        public Builder maps(List<Integer> maps) {
            this.maps = Collections.unmodifiableList(new ArrayList<>(maps));
            return this;
        }

        /** How many maps to choose where none are named: those that answer these images most strongly. */
        public Builder strongest(int strongest) {
            this.strongest = strongest;
            return this;
        }

        /** Of the random filters. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** @throws RequestException naming everything that is out of range */
        public GuideRequest build() {
            List<String> problems = new ArrayList<>();
            if (images.isEmpty()) {
                problems.add("there is no image to look at");
            }
            if (maps.size() > MOST_MAPS) {
                problems.add("maps must name at most " + MOST_MAPS + " maps, found " + maps.size());
            }
            if (strongest < 1 || strongest > MOST_MAPS) {
                problems.add("strongest must be 1 to " + MOST_MAPS + ", found " + strongest);
            }
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new GuideRequest(this);
        }
    }
}
