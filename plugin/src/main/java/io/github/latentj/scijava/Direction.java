package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Direction...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class Direction extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object action;

    @Parameter(required = false, persist = false)
    private Object name;

    @Parameter(required = false, persist = false)
    private Object replace;

    @Parameter(required = false, persist = false)
    private Object from;

    @Parameter(required = false, persist = false)
    private Object to;

    @Parameter(required = false, persist = false)
    private Object column;

    @Parameter(required = false, persist = false)
    private Object component;

    @Parameter(required = false, persist = false)
    private Object prior;
}
