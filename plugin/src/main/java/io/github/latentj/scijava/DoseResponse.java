package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Dose Response...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class DoseResponse extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object direction;

    @Parameter(required = false, persist = false)
    private Object measure;

    @Parameter(required = false, persist = false)
    private Object macro;

    @Parameter(required = false, persist = false)
    private Object columns;

    @Parameter(required = false, persist = false)
    private Object images;

    @Parameter(required = false, persist = false)
    private Object count;

    @Parameter(required = false, persist = false)
    private Object distance;

    @Parameter(required = false, persist = false)
    private Object steps;

    @Parameter(required = false, persist = false)
    private Object seed;

    @Parameter(required = false, persist = false)
    private Object save;

    @Parameter(required = false, persist = false)
    private Object prior;
}
