package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Project Image...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class ProjectImage extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object images;

    @Parameter(required = false, persist = false)
    private Object selection;

    @Parameter(required = false, persist = false)
    private Object weights;

    @Parameter(required = false, persist = false)
    private Object range;

    @Parameter(required = false, persist = false)
    private Object starts;

    @Parameter(required = false, persist = false)
    private Object steps;

    @Parameter(required = false, persist = false)
    private Object prior_weight;

    @Parameter(required = false, persist = false)
    private Object differences;

    @Parameter(required = false, persist = false)
    private Object seed;

    @Parameter(required = false, persist = false)
    private Object output;
}
