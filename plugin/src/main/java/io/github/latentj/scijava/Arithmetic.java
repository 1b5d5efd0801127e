package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Arithmetic...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class Arithmetic extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object concept_a;

    @Parameter(required = false, persist = false)
    private Object concept_b;

    @Parameter(required = false, persist = false)
    private Object concept_c;

    @Parameter(required = false, persist = false)
    private Object concept_d;

    @Parameter(required = false, persist = false)
    private Object expression;

    @Parameter(required = false, persist = false)
    private Object noise;

    @Parameter(required = false, persist = false)
    private Object seed;

    @Parameter(required = false, persist = false)
    private Object output;

    @Parameter(required = false, persist = false)
    private Object prior;
}
