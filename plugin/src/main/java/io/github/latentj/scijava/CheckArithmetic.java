package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Check Arithmetic...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class CheckArithmetic extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object measure;

    @Parameter(required = false, persist = false)
    private Object macro;

    @Parameter(required = false, persist = false)
    private Object change;

    @Parameter(required = false, persist = false)
    private Object keep;

    @Parameter(required = false, persist = false)
    private Object matched;

    @Parameter(required = false, persist = false)
    private Object samples;

    @Parameter(required = false, persist = false)
    private Object draws;

    @Parameter(required = false, persist = false)
    private Object rise;

    @Parameter(required = false, persist = false)
    private Object tolerance;

    @Parameter(required = false, persist = false)
    private Object count;

    @Parameter(required = false, persist = false)
    private Object seed;

    @Parameter(required = false, persist = false)
    private Object save;

    @Parameter(required = false, persist = false)
    private Object prior;
}
