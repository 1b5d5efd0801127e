package io.github.latentj.imagej;

import io.github.latentj.inference.Progress;

/** One menu command: a table of parameters and what to do with their values. */
interface Command {
    /** The word by which {@code plugins.config} calls it and preferences remember it, such as {@code generate}. */
    String key();

    /** The label in the menu, without dots. */
    String title();

    /** One sentence for the Help button. */
    String intro();

    ParameterTable parameters();

    /**
     * Replaces what depends on the moment, such as the current selection, by what it means now, so that a recorded
     * line means the same later.
     */
    default ParameterValues explicit(ParameterValues values) {
        return values;
    }

    /**
     * Does the work and shows the result. Runs off the event thread and blocks until the result is there.
     *
     * @throws java.util.concurrent.CancellationException if the user stopped it
     */
    void run(ParameterValues values, Progress progress);
}
