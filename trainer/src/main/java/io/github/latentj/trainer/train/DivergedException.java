package io.github.latentj.trainer.train;

/** Training produced numbers that are not finite, or losses without any proportion. Checkpoints before it are untouched. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(String quantity, double value, long step) {
        super("training diverged at step " + step + ": the " + quantity + " is " + (float) value
                + ". Checkpoints before it are untouched. Try a lower --learning-rate, --beta2 0.999, --clip-norm 1 or another"
                + " --seed");
    }
}
