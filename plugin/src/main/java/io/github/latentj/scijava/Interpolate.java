package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Interpolate...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class Interpolate extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object points;

    @Parameter(required = false, persist = false)
    private Object path;

    @Parameter(required = false, persist = false)
    private Object method;

    @Parameter(required = false, persist = false)
    private Object steps;

    @Parameter(required = false, persist = false)
    private Object output;

    @Parameter(required = false, persist = false)
    private Object prior;
}
