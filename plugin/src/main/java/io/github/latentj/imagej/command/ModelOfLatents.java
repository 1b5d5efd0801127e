package io.github.latentj.imagej.command;

import ij.WindowManager;
import io.github.latentj.imagej.image.ImageTags;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.ShippedModel;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collection;
import java.util.Optional;

/** The parameter {@code model} of commands that start from images which know their model. */
public final class ModelOfLatents {
    private ModelOfLatents() {}

    static Parameter parameter() {
        return Parameter.optionalFile(
                "model",
                "Model",
                "The network that makes the images. Empty: the one that made the first image named below, or the active"
                        + " image; else the nuclei that come with LatentJ.");
    }

    /**
     * The model that values mean, as far as they tell it yet: the one that they name, or that an image which they name
     * or the active image was made by; else the shipped one.
     */
    public static Optional<Path> named(Command command, ParameterValues values) {
        try {
            if (!values.text("model").isEmpty()) {
                return Optional.of(values.path("model"));
            }
            for (Parameter parameter : command.parameters().parameters()) {
                String text = values.text(parameter.key());
                if (parameter.kind() == Parameter.Kind.IMAGES
                        && !text.isEmpty()
                        && command.uses(parameter.key(), values)) {
                    Optional<Path> model =
                            LatentReferences.parse(parameter.key(), text).model();
                    if (model.isPresent()) {
                        return model;
                    }
                }
            }
        } catch (ParameterException unfinished) {
            // told where the values are checked
        }
        return ofActiveImageOrShipped();
    }

    private static Optional<Path> ofActiveImageOrShipped() {
        Optional<String> made =
                Optional.ofNullable(WindowManager.getCurrentImage()).flatMap(ImageTags::model);
        return (made.isPresent() ? made : ShippedModel.path()).map(Paths::get);
    }

    /** @throws ParameterException if neither the parameter nor an image names a model */
    static Path of(ParameterValues values, Collection<LatentReferences> references) {
        if (!values.text("model").isEmpty()) {
            return values.path("model");
        }
        Optional<Path> ofReferences = references.stream()
                .map(LatentReferences::model)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .findFirst();
        return ofReferences
                .map(Optional::of)
                .orElseGet(ModelOfLatents::ofActiveImageOrShipped)
                .orElseThrow(() -> new ParameterException("model is required here, because no image names one"));
    }
}
