package io.github.latentj.trainer.run;

import io.github.latentj.trainer.train.StepMetrics;
import java.util.List;

/** Keeps the lines that a run says, and shows nothing. */
record RecordingProgress(List<String> said) implements RunProgress {
    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public void trainingStarted() {
        // not shown
    }

    @Override
    public void stepDone(Position position, int batchSize, StepMetrics metrics) {
        // not shown
    }

    @Override
    public void trainingEnded() {
        // not shown
    }
}
