package io.github.latentj.distribution;

/** The build cannot make a distribution of what it was given; the message says what the developer must change. */
public final class DistributionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DistributionException(String message) {
        super(message);
    }
}
