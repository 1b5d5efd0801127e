package io.github.latentj.explore;

import io.github.latentj.latent.LatentExpression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Asks for arithmetic with concepts, each the mean of some latents. Immutable; checked when it is made. */
public final class ArithmeticRequest {
    private final Path model;
    private final LatentExpression expression;
    private final Map<String, List<LatentSource>> concepts;
    private final double noise;
    private final long seed;

    private ArithmeticRequest(Builder builder) {
        model = builder.model;
        expression = builder.parsed;
        concepts = Collections.unmodifiableMap(new TreeMap<>(builder.concepts));
        noise = builder.noise;
        seed = builder.seed;
    }

    public static Builder of(Path model) {
        return new Builder(model);
    }

    public Path model() {
        return model;
    }

    public LatentExpression expression() {
        return expression;
    }

    /** The latents of each concept that the expression uses, by its letter. */
    public Map<String, List<LatentSource>> concepts() {
        return concepts;
    }

    public double noise() {
        return noise;
    }

    public long seed() {
        return seed;
    }

    /** Starts with {@code A - B + C}, noise 0.25 and seed 0, as the paper has it. */
    public static final class Builder {
        private final Path model;
        private final Map<String, List<LatentSource>> concepts = new TreeMap<>();
        private String expression = "A - B + C";
        private LatentExpression parsed;
        private double noise = 0.25;
        private long seed;

        private Builder(Path model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        /** One capital letter, and the latents whose mean it stands for. */
        public Builder concept(String letter, List<LatentSource> latents) {
            concepts.put(letter, Collections.unmodifiableList(new ArrayList<>(latents)));
            return this;
        }

        /** Such as {@code A - B + 0.5*C}. */
        public Builder expression(String expression) {
            this.expression = expression;
            return this;
        }

        /** The neighbours of the result differ from it by uniform noise of at most this in each component. */
        public Builder noise(double noise) {
            this.noise = noise;
            return this;
        }

        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** @throws RequestException naming everything that is wrong */
        public ArithmeticRequest build() {
            List<String> problems = new ArrayList<>();
            try {
                parsed = LatentExpression.parse(expression);
                for (String name : parsed.names()) {
                    if (concepts.getOrDefault(name, Collections.emptyList()).isEmpty()) {
                        problems.add("the expression uses " + name + ", but no image is given for it");
                    }
                }
                concepts.keySet().retainAll(parsed.names());
            } catch (IllegalArgumentException problem) {
                problems.add(problem.getMessage());
            }
            if (!(noise >= 0) || Double.isInfinite(noise)) {
                problems.add("noise must be finite and not negative, found " + noise);
            }
            if (!problems.isEmpty()) {
                throw new RequestException(problems);
            }
            return new ArithmeticRequest(this);
        }
    }
}
