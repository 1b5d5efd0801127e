package io.github.latentj.trainer.run;

import io.github.latentj.trainer.train.StepMetrics;

/** Where a run tells a person how it goes. Called on the training thread. */
public interface RunProgress {
    /**
     * A place in the training.
     *
     * @param epoch from 1 to {@code epochs}
     * @param step from 1 to {@code steps}, over the whole run
     */
    record Position(int epoch, int epochs, long step, long steps) {}

    /** One line worth keeping. */
    void say(String line);

    void trainingStarted();

    void stepDone(Position position, int batchSize, StepMetrics metrics);

    void trainingEnded();
}
