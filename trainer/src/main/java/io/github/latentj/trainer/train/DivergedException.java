package io.github.latentj.trainer.train;

/** Training produced numbers that are not finite. The weights were not changed by the step that found it. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(String quantity, double value, long step) {
        super("training diverged at step " + step + ": the " + quantity + " is " + value
                + "; try a lower --learning-rate or another --seed");
    }
}
