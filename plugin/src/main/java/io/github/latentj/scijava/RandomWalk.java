package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Random Walk...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class RandomWalk extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object start;

    @Parameter(required = false, persist = false)
    private Object steps;

    @Parameter(required = false, persist = false)
    private Object step_size;

    @Parameter(required = false, persist = false)
    private Object keep_on_shell;

    @Parameter(required = false, persist = false)
    private Object seed;

    @Parameter(required = false, persist = false)
    private Object output;

    @Parameter(required = false, persist = false)
    private Object prior;
}
