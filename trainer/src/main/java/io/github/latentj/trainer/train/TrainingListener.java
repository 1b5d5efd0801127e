package io.github.latentj.trainer.train;

/** Is told how training goes, on the training thread; what takes long here delays training. */
public interface TrainingListener {
    /** After each optimizer step; {@code epoch} and {@code step} count from 1, {@code step} over the whole run. */
    void stepDone(int epoch, long step, StepMetrics metrics);

    /** After the last step of an epoch. */
    void epochDone(int epoch, long step);

    /** Asked between steps: true ends training early, at a place from which it can be resumed. */
    boolean stopRequested();
}
