package io.github.latentj.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.TestImages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DcganTrainingTest {
    private static final int EPOCHS = 8;

    /** 8 epochs of 5 steps. */
    private static TrainingSettings settings(int features) {
        return TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(8)
                .baseFeatures(features)
                .batchSize(6)
                .epochs(EPOCHS)
                .seed(17)
                .build();
    }

    private static final ImageSet IMAGES = TestImages.random(34, 32, 1, IntensityMap.uint8());

    @Test
    void fortyStepsEqualSeventeenAndTwentyThreeBitForBit() {
        List<StepMetrics> whole = new ArrayList<>();
        List<StepMetrics> parts = new ArrayList<>();
        TrainingState expected;
        TrainingState saved;
        try (DcganTraining training = new DcganTraining(settings(4), IMAGES)) {
            training.run(new Recorder(whole, 40));
            expected = training.state();
        }
        try (DcganTraining training = new DcganTraining(settings(4), IMAGES)) {
            training.run(new Recorder(parts, 17));
            saved = training.state();
        }
        assertThat(saved.stepsDone()).isEqualTo(17);
        try (DcganTraining training = new DcganTraining(settings(4), IMAGES)) {
            training.restore(saved);
            training.run(new Recorder(parts, 40));
            assertThat(training.state()).usingRecursiveComparison().isEqualTo(expected);
        }
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void stateOfOtherNetworksIsRefusedBeforeAnythingChanges() {
        TrainingState narrow;
        try (DcganTraining training = new DcganTraining(settings(4), IMAGES)) {
            narrow = training.state();
        }
        try (DcganTraining training = new DcganTraining(settings(5), IMAGES)) {
            TrainingState before = training.state();
            assertThatThrownBy(() -> training.restore(narrow))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "generator/01ConvTranspose2d_weight is [8, 16, 4, 4] instead of (8, 20, 4, 4)");
            assertThat(training.state()).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void nativeMemoryDoesNotPileUpWithTheSteps() {
        try (DcganTraining training = new DcganTraining(settings(4), IMAGES)) {
            training.run(new Recorder(new ArrayList<>(), 5));
            int arrays = training.networks().manager().getManagedArrays().size();
            training.run(new Recorder(new ArrayList<>(), 40));
            assertThat(training.networks().manager().getManagedArrays()).hasSize(arrays);
        }
    }

    private static final class Recorder implements TrainingListener {
        private final List<StepMetrics> metrics;
        private final long lastStep;
        private long step;

        Recorder(List<StepMetrics> metrics, long lastStep) {
            this.metrics = metrics;
            this.lastStep = lastStep;
        }

        @Override
        public void stepDone(int epoch, long step, StepMetrics values) {
            assertThat(epoch).isEqualTo((int) ((step - 1) / 5) + 1);
            metrics.add(values);
            this.step = step;
        }

        @Override
        public void epochDone(int epoch, long step) {
            assertThat(step).isEqualTo(epoch * 5L);
        }

        @Override
        public boolean stopRequested() {
            return step >= lastStep;
        }
    }
}
