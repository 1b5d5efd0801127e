package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Apply Direction...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class ApplyDirection extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object direction;

    @Parameter(required = false, persist = false)
    private Object images;

    @Parameter(required = false, persist = false)
    private Object distance;

    @Parameter(required = false, persist = false)
    private Object columns;

    @Parameter(required = false, persist = false)
    private Object without;

    @Parameter(required = false, persist = false)
    private Object output;

    @Parameter(required = false, persist = false)
    private Object prior;
}
