package io.github.latentj.imagej;

import ij.WindowManager;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collection;
import java.util.Optional;

/** The parameter {@code model} of commands that start from images which know their model. */
final class ModelOfLatents {
    private ModelOfLatents() {}

    static Parameter parameter() {
        return Parameter.optionalFile(
                "model",
                "Model",
                "The generator. Empty: the one that made the first image named below, or the active image.");
    }

    private static Optional<Path> ofActiveImage() {
        return Optional.ofNullable(WindowManager.getCurrentImage())
                .flatMap(ImageTags::model)
                .map(Paths::get);
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
                .orElseGet(ModelOfLatents::ofActiveImage)
                .orElseThrow(() -> new ParameterException("model is required here, because no image names one"));
    }
}
