package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Compare Measurements...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class CompareMeasurements extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object real;

    @Parameter(required = false, persist = false)
    private Object measure;

    @Parameter(required = false, persist = false)
    private Object macro;

    @Parameter(required = false, persist = false)
    private Object columns;

    @Parameter(required = false, persist = false)
    private Object count;

    @Parameter(required = false, persist = false)
    private Object seed;

    @Parameter(required = false, persist = false)
    private Object save;

    @Parameter(required = false, persist = false)
    private Object prior;
}
