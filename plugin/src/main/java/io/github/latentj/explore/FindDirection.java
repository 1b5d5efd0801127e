package io.github.latentj.explore;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.latent.Directions;
import io.github.latentj.latent.PrincipalDirections;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds a direction in a model's latent space and saves it beside the model. */
public final class FindDirection {
    private final GeneratorModels models;
    private final Path path;
    private final String name;
    private final boolean replaces;

    /**
     * @param model the generator
     * @param name the name to save the direction under
     */
    public FindDirection(GeneratorModels models, Path model, String name) {
        this(models, model, name, false);
    }

    /** @param replaces whether it may take the place of another of its name */
    public FindDirection(GeneratorModels models, Path model, String name, boolean replaces) {
        this.models = models;
        this.path = model;
        this.name = Direction.checkedName(name);
        this.replaces = replaces;
    }

    /**
     * The turn vector: from the mean of some latents to the mean of others.
     *
     * @throws RequestException if a group is empty, both are the same, or the name is taken
     */
    public Direction between(List<LatentSource> from, List<LatentSource> to) {
        if (from.isEmpty() || to.isEmpty()) {
            throw new RequestException("each group needs at least one image");
        }
        String origin = "from the mean of " + from.size() + " images (" + LatentSource.inWords(from)
                + ") to the mean of " + to.size() + " (" + LatentSource.inWords(to) + ")";
        return saved(
                origin,
                model -> found(
                        () -> Directions.between(LatentSource.resolve(from, model), LatentSource.resolve(to, model))));
    }

    /**
     * Along which a measured value grows fastest.
     *
     * @param values one for each image
     * @param label what was measured, for a person to read
     * @throws RequestException if there are fewer than three images, or not as many values, or the name is taken
     */
    public Direction along(List<LatentSource> images, double[] values, String label) {
        if (images.size() < 3 || values.length != images.size()) {
            throw new RequestException("a measured direction needs at least three images and one value for each, found "
                    + images.size() + " images and " + values.length + " values");
        }
        for (double value : values) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new RequestException("the values of " + label + " must be finite, found " + value);
            }
        }
        String origin = "along '" + label + "' of " + images.size() + " images";
        return saved(origin, model -> found(() -> Directions.along(LatentSource.resolve(images, model), values)));
    }

    /**
     * A direction that changes the first layer most, found without images.
     *
     * @param component 1 for the strongest
     * @throws RequestException if there are not so many, or the name is taken
     */
    public Direction principal(int component) {
        return saved("principal direction " + component + " of the first layer", model -> {
            if (component < 1 || component > model.spec().latentSize()) {
                throw new RequestException(
                        "component must be 1 to " + model.spec().latentSize() + ", found " + component);
            }
            return PrincipalDirections.of(model.firstLayer())[component - 1];
        });
    }

    private Direction saved(String origin, Function<GeneratorModel, float[]> finder) {
        try (GeneratorModel model = models.open(path)) {
            Direction direction = new Direction(name, model.sha256(), origin, finder.apply(model));
            new DirectionFolder(path, replaces).save(direction);
            return direction;
        }
    }

    private static float[] found(Supplier<float[]> search) {
        try {
            return search.get();
        } catch (IllegalArgumentException none) {
            throw new RequestException(none.getMessage());
        }
    }
}
