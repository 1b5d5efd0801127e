package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Features...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class Features extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object images;

    @Parameter(required = false, persist = false)
    private Object features;
}
