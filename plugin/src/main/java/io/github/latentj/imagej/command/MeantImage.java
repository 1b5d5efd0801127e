package io.github.latentj.imagej.command;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.latentj.imagej.image.ImageTags;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterValues;
import java.util.Optional;

/**
 * The image that numbers in a command's values mean: the one that is active when the command begins. Another may be when
 * the result is shown, and this one closed.
 */
public final class MeantImage {
    private static final ThreadLocal<String> MEANT = new ThreadLocal<>();

    private MeantImage() {}

    /** Runs a command whose result tells the image. */
    public static void during(Command command, ParameterValues values, Runnable run) {
        ImagePlus active = WindowManager.getCurrentImage();
        if (active != null && namesActiveImage(command, values)) {
            MEANT.set(ImageTags.inWords(active));
        }
        try {
            run.run();
        } finally {
            MEANT.remove();
        }
    }

    /** In words; empty if no number means it. */
    static Optional<String> inWords() {
        return Optional.ofNullable(MEANT.get());
    }

    private static boolean namesActiveImage(Command command, ParameterValues values) {
        return command.parameters().parameters().stream()
                .filter(parameter -> command.uses(parameter.key(), values))
                .anyMatch(parameter -> parameter.kind() == Parameter.Kind.PARTS
                        || parameter.kind() == Parameter.Kind.IMAGES
                                && LatentReferences.nameActiveImage(values.text(parameter.key())));
    }
}
