package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Guided Backpropagation...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class GuidedBackpropagation extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object images;

    @Parameter(required = false, persist = false)
    private Object maps;

    @Parameter(required = false, persist = false)
    private Object strongest;

    @Parameter(required = false, persist = false)
    private Object seed;

    @Parameter(required = false, persist = false)
    private Object output;
}
