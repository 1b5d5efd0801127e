package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.Range;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.Augmentation;
import io.github.latentj.trainer.data.ImageSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure.
 *
 * @param models folder with {@code generator.onnx} and {@code features.onnx}
 * @param settings that the model was trained with
 * @param training the images that it was trained on
 * @param augmentation how training changed them
 * @param heldBack images of the same kind that training did not see
 * @param labels what is known of the images
 * @param features another network whose features count for distances
 * @param parts what to measure of all that can be; nothing said is everything
 * @param count most images of a set that are compared
 * @param seed of everything random, the latents too
 */
public record EvaluationRequest(
        Path models,
        TrainingSettings settings,
        ImageSet training,
        Augmentation augmentation,
        Optional<ImageSet> heldBack,
        LabelOptions labels,
        Optional<OtherFeatures> features,
        Set<Part> parts,
        int count,
        long seed) {
    /** Fewest images of a set of which distances say anything. */
    public static final int FEWEST = 20;

    /** What {@code count} may be. */
    public static final Range COUNT = Range.whole("count", FEWEST, 20_000);

    /** What can be measured, in the order in which it is. */
    public enum Part {
        DISTANCES,
        JUMPS,
        COPIES,
        GUIDED,
        FEATURES;

        /** The word that users type. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A network of the user's.
     *
     * @param output name of the output, or null for {@code features} or the only one
     */
    public record OtherFeatures(Path file, String output) {}

    /** @throws InvalidSettingsException naming what cannot be */
    public EvaluationRequest {
        parts = parts.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts);
        List<String> problems = new ArrayList<>();
        COUNT.check(problems, count);
        if (training.count() < 2 * FEWEST) {
            problems.add("an evaluation needs at least " + 2 * FEWEST + " real images, found " + training.count());
        }
        heldBack.filter(images -> images.count() < FEWEST)
                .ifPresent(images ->
                        problems.add("--held-back needs at least " + FEWEST + " images, found " + images.count()));
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }
}
