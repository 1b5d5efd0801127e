package io.github.latentj.explore.real;

import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.FeatureModel;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks a discriminator how real images look, and what it sees in them. */
public final class ScoreImages {
    /**
     * Blocks until all images were looked at.
     *
     * @param model a {@code features.onnx}, the generator beside it, or their folder, zipped or not
     * @throws RequestException if there are no images, or one has another number of channels than the model
     * @throws io.github.latentj.inference.file.ModelException if the model cannot be used
     * @throws io.github.latentj.inference.runtime.RuntimeUnavailableException if ONNX Runtime cannot be started
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public ImageScores run(Path model, List<SourceImage> images, Progress progress) {
        try (FeatureModel features = FeatureModel.open(model, progress)) {
            NetworkInputs inputs = new NetworkInputs(features.spec());
            List<String> remarks = new ArrayList<>(features.warnings());
            SizeCheck sizes = new SizeCheck(features.spec());
            sizes.warning(images).ifPresent(remarks::add);
            ImageScores scores = new ImageScores(
                    images, features.maps(), remarks, sizes.note(images).orElse(null));
            features.describe(inputs.of(images), scores::set, progress);
            return scores;
        }
    }
}
