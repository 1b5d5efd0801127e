package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Generate Field...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class GenerateField extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object width;

    @Parameter(required = false, persist = false)
    private Object height;

    @Parameter(required = false, persist = false)
    private Object latents;

    @Parameter(required = false, persist = false)
    private Object seed;

    @Parameter(required = false, persist = false)
    private Object truncation;

    @Parameter(required = false, persist = false)
    private Object pixels;

    @Parameter(required = false, persist = false)
    private Object prior;
}
