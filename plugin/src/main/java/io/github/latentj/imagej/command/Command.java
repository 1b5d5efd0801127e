package io.github.latentj.imagej.command;

import io.github.latentj.imagej.image.ImageParts;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.inference.runtime.Progress;

/** One menu command: a table of parameters and what to do with their values. */
public interface Command {
    /** The word by which {@code plugins.config} calls it and preferences remember it, such as {@code generate}. */
    String key();

    /** The label in the menu, without dots. */
    String title();

    /** One sentence for the Help button. */
    String intro();

    ParameterTable parameters();

    /** False where a parameter means nothing beside the other values; it is neither checked nor recorded then. */
    default boolean uses(String key, ParameterValues values) {
        return true;
    }

    /** Looks for what can be wrong with the values before any work, beyond the table, images and directions. */
    default void check(ParameterValues values, Problems problems) {
        // most commands have nothing to add
    }

    /**
     * Replaces what depends on the moment, such as the current selection, by what it means now, so that a recorded
     * line means the same later.
     */
    default ParameterValues explicit(ParameterValues values) {
        ParameterValues explicit = values;
        for (Parameter parameter : parameters().parameters()) {
            String key = parameter.key();
            String text = values.text(key);
            if (parameter.kind() == Parameter.Kind.IMAGES && !text.isEmpty()) {
                explicit = explicit.with(key, uses(key, values) ? LatentReferences.explicit(key, text) : "");
            } else if (parameter.kind() == Parameter.Kind.PARTS) {
                explicit = explicit.with(key, ImageParts.chosen(ImageParts.active(), text));
            }
        }
        return explicit;
    }

    /** False where the dialog shall not begin with these values the next time, because OK would destroy something. */
    default boolean isOfferedAgain(ParameterValues values) {
        return true;
    }

    /** What is left of the command if it is stopped, to follow its name in the status bar. */
    default String stopped() {
        return "stopped: nothing was kept";
    }

    /**
     * Does the work and shows the result. Runs off the event thread and blocks until the result is there.
     *
     * @throws java.util.concurrent.CancellationException if the user stopped it
     */
    void run(ParameterValues values, Progress progress);
}
