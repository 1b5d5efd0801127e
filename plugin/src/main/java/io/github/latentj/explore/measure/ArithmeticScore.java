package io.github.latentj.explore.measure;

import io.github.latentj.latent.Interval;
import io.github.latentj.latent.Quantiles;

/** How often one way of doing arithmetic did what it says. Immutable. */
public final class ArithmeticScore {
    /** Arithmetic of latents. */
    public static final String LATENT = "latent";
    /** Steps of the same length in random directions: what chance does. */
    public static final String RANDOM = "random";

    private final int samples;
    private final String method;
    private final double[] changes;
    private final double[] drifts;
    private final double rise;
    private final double tolerance;

    /**
     * @param changes how much the value that shall rise rose in each draw, in standard deviations; NaN if it could not
     *     be measured
     * @param drifts how much the value that shall stay changed, likewise
     */
    ArithmeticScore(int samples, String method, double[] changes, double[] drifts, double rise, double tolerance) {
        this.samples = samples;
        this.method = method;
        this.changes = changes;
        this.drifts = drifts;
        this.rise = rise;
        this.tolerance = tolerance;
    }

    /** Images in each concept. */
    public int samples() {
        return samples;
    }

    /** {@code latent}, {@code pixels} or {@code random}. */
    public String method() {
        return method;
    }

    public int draws() {
        return changes.length;
    }

    /** Draws in which something could not be measured: they count as failed. */
    public int unmeasured() {
        return count(draw -> Double.isNaN(changes[draw]) || Double.isNaN(drifts[draw]));
    }

    /** Draws in which the value rose as far as asked. */
    public int rises() {
        return count(this::rises);
    }

    /** Draws in which the other value was kept. */
    public int kept() {
        return count(this::kept);
    }

    /** Draws in which the value rose and the other was kept. */
    public int both() {
        return count(draw -> rises(draw) && kept(draw));
    }

    /** A count as share of all draws, 95 % interval. */
    public Interval interval(int count) {
        return Interval.ofShare(count, draws());
    }

    /** The median rise, in standard deviations of the value. */
    public double medianChange() {
        return Quantiles.median(changes);
    }

    /** The median change of the value that shall stay, in its standard deviations. */
    public double medianDrift() {
        return Quantiles.median(drifts);
    }

    /**
     * 1 if {@link #both} happened more often than with another way, -1 if less often, 0 if that cannot be told because the
     * 95 % intervals overlap.
     */
    public int comparedWith(ArithmeticScore other) {
        Interval here = interval(both());
        Interval there = other.interval(other.both());
        return here.low() > there.high() ? 1 : here.high() < there.low() ? -1 : 0;
    }

    private boolean rises(int draw) {
        return changes[draw] > 0 && changes[draw] >= rise;
    }

    private boolean kept(int draw) {
        return Math.abs(drifts[draw]) <= tolerance;
    }

    private int count(java.util.function.IntPredicate what) {
        return (int)
                java.util.stream.IntStream.range(0, changes.length).filter(what).count();
    }
}
