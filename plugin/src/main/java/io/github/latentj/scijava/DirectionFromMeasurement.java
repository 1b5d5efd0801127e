package io.github.latentj.scijava;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** <em>LatentJ Direction from Measurement...</em> for scripts. */
@Plugin(type = Command.class, headless = true)
public final class DirectionFromMeasurement extends MenulessCommand {
    @Parameter(required = false, persist = false)
    private Object model;

    @Parameter(required = false, persist = false)
    private Object name;

    @Parameter(required = false, persist = false)
    private Object replace;

    @Parameter(required = false, persist = false)
    private Object measure;

    @Parameter(required = false, persist = false)
    private Object macro;

    @Parameter(required = false, persist = false)
    private Object column;

    @Parameter(required = false, persist = false)
    private Object hold;

    @Parameter(required = false, persist = false)
    private Object count;

    @Parameter(required = false, persist = false)
    private Object seed;

    @Parameter(required = false, persist = false)
    private Object table;

    @Parameter(required = false, persist = false)
    private Object images;

    @Parameter(required = false, persist = false)
    private Object save;

    @Parameter(required = false, persist = false)
    private Object prior;
}
