package io.github.latentj.trainer;

/**
 * How long a step takes of late. Steps and seconds are counted side by side and forgotten at the same rate, so that after
 * a slow spell the many quick steps that follow count as many.
 */
final class Pace {
    /** How far back it looks, so that what is left does not jump where a machine is busy now and then. */
    private static final double SECONDS = 60;

    private double seconds;
    private double steps;

    void step(double taken) {
        double kept = Math.exp(-taken / SECONDS);
        seconds = seconds * kept + taken;
        steps = steps * kept + 1;
    }

    /** NaN before the first step. */
    double secondsPerStep() {
        return seconds / steps;
    }
}
