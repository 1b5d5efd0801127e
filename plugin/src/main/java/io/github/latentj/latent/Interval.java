package io.github.latentj.latent;

/** From a lower to an upper end: how far a measured number can be trusted. Immutable. */
public final class Interval {
    private final double low;
    private final double high;

    public Interval(double low, double high) {
        this.low = low;
        this.high = high;
    }

    /**
     * The 95 % interval of a share by Wilson (1927), right for few cases and for shares near 0 and 1.
     *
     * @param hits how many of {@code cases}, at least 1, show what is counted
     */
    public static Interval ofShare(int hits, int cases) {
        double z = 1.959963984540054;
        double share = (double) hits / cases;
        double weight = 1 + z * z / cases;
        double middle = (share + z * z / (2 * cases)) / weight;
        double half = z * Math.sqrt(share * (1 - share) / cases + z * z / (4.0 * cases * cases)) / weight;
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    public double low() {
        return low;
    }

    public double high() {
        return high;
    }
}
