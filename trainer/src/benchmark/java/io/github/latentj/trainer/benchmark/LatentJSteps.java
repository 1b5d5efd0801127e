package io.github.latentj.trainer.benchmark;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.TestImages;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.train.DcganTraining;
import io.github.latentj.trainer.train.StepMetrics;
import io.github.latentj.trainer.train.TrainingListener;

/** LatentJ's training, batches, checks and metrics included, a step at a time. Arguments: scale, threads. */
final class LatentJSteps {
    private LatentJSteps() {}

    public static void main(String[] arguments) {
        Scale scale = Scale.valueOf(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        TorchEngine.start(threads);
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .imageSize(Scale.SIDE)
                .latentSize(Scale.LATENT)
                .baseFeatures(scale.features)
                .batchSize(scale.batch)
                .threads(threads)
                .epochs(1_000_000)
                .build();
        try (DcganTraining training = new DcganTraining(
                settings, TestImages.random(4 * scale.batch, Scale.SIDE, scale.channels, IntensityMap.uint8()))) {
            training.run(new Server());
        }
    }

    private static final class Server implements TrainingListener {
        private final StepServer server = new StepServer();

        @Override
        public void stepDone(int epoch, long step, StepMetrics metrics) {
            server.stepDone();
        }

        @Override
        public void epochDone(int epoch, long step) {
            // only steps are measured
        }

        @Override
        public boolean stopRequested() {
            return !server.awaitRequest();
        }
    }
}
