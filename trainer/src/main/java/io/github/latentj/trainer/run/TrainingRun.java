package io.github.latentj.trainer.run;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.export.ModelExport;
import io.github.latentj.trainer.train.DcganTraining;
import io.github.latentj.trainer.train.DivergedException;
import io.github.latentj.trainer.train.StepMetrics;
import io.github.latentj.trainer.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Trains one model and leaves a run folder: settings, metrics and their plot, sample grids, checkpoints, and at the end
 * {@code generator.onnx} and {@code discriminator.onnx}.
 */
public final class TrainingRun {
    private static final int SAMPLES = 64;
    private static final int CHECKPOINTS_KEPT = 3;

    private final TrainingSettings settings;
    private final ImageSet images;
    private final RunProgress progress;
    private final BooleanSupplier stopRequested;

    /** @param stopRequested asked after every step; true saves and ends the training early */
    public TrainingRun(
            TrainingSettings settings, ImageSet images, RunProgress progress, BooleanSupplier stopRequested) {
        this.settings = settings;
        this.images = images;
        this.progress = progress;
        this.stopRequested = stopRequested;
    }

    /**
     * How a run ended.
     *
     * @param finished false if it was stopped before its last epoch; no model is exported then
     */
    public record Outcome(boolean finished, Optional<ModelExport.Parity> parity) {}

    /** Trains from the beginning. Blocks. */
    public Outcome start(RunFolder folder) throws IOException {
        Files.writeString(folder.settings(), settings.toJson());
        Files.createDirectories(folder.realSamples().getParent());
        int shown = Math.min(SAMPLES, images.count());
        float[] real = new float[shown * imageLength()];
        for (int i = 0; i < shown; i++) {
            images.copyTo((int) ((long) i * images.count() / shown), real, i * imageLength());
        }
        SampleGrid.write(folder.realSamples(), real, shown, images.channels(), images.size());
        try (DcganTraining training = new DcganTraining(settings, images);
                MetricsFile metrics = MetricsFile.create(folder.metrics())) {
            return train(folder, training, metrics);
        }
    }

    /** Goes on from the newest whole checkpoint of {@code folder}. Blocks. */
    public Outcome resume(RunFolder folder) throws IOException {
        CheckpointStore checkpoints = new CheckpointStore(folder.checkpoints(), CHECKPOINTS_KEPT);
        try (DcganTraining training = new DcganTraining(settings, images)) {
            checkpoints.newest(progress::say).ifPresent(state -> {
                training.restore(state);
                progress.say("Resuming after step " + state.stepsDone() + ".");
            });
            try (MetricsFile metrics = MetricsFile.resume(folder.metrics(), training.stepsDone())) {
                return train(folder, training, metrics);
            }
        }
    }

    private int imageLength() {
        return images.channels() * images.size() * images.size();
    }

    private Outcome train(RunFolder folder, DcganTraining training, MetricsFile metrics) throws IOException {
        CheckpointStore checkpoints = new CheckpointStore(folder.checkpoints(), CHECKPOINTS_KEPT);
        progress.trainingStarted();
        try {
            training.run(new Recorder(folder, training, metrics, checkpoints));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DivergedException e) {
            progress.trainingEnded();
            throw e;
        }
        progress.trainingEnded();
        metrics.flush();
        checkpoints.save(training.state());
        LossPlot.write(folder.metrics(), folder.metricsPlot());
        if (training.stepsDone() < training.totalSteps()) {
            return new Outcome(false, Optional.empty());
        }
        ModelExport export = new ModelExport(training.networks(), spec(training));
        return new Outcome(true, Optional.of(export.write(folder.path())));
    }

    private GeneratorSpec spec(DcganTraining training) {
        return GeneratorSpec.builder()
                .prior(settings.prior())
                .latentSize(settings.latentSize())
                .imageSize(images.size(), images.size())
                .channels(images.channels())
                .intensityMap(images.intensityMap())
                .provenance("trainer_version", TrainerVersion.current())
                .provenance("preset", settings.preset().name().toLowerCase(Locale.ROOT))
                .provenance("seed", String.valueOf(settings.seed()))
                .provenance("ema", String.valueOf(settings.ema()))
                .provenance("epochs", String.valueOf(settings.epochs()))
                .provenance("steps", String.valueOf(training.stepsDone()))
                .provenance("images", String.valueOf(images.count()))
                .provenance("data_fingerprint", images.fingerprint())
                .provenance("date", LocalDate.now(Clock.systemUTC()).toString())
                .build();
    }

    /** Writes down what happens while training runs. */
    private final class Recorder implements TrainingListener {
        private final RunFolder folder;
        private final DcganTraining training;
        private final MetricsFile metrics;
        private final CheckpointStore checkpoints;
        private final float[] latents;

        Recorder(RunFolder folder, DcganTraining training, MetricsFile metrics, CheckpointStore checkpoints) {
            this.folder = folder;
            this.training = training;
            this.metrics = metrics;
            this.checkpoints = checkpoints;
            latents = new LatentSampler(settings.prior(), settings.latentSize(), settings.seed()).batch(0, SAMPLES);
        }

        @Override
        public void stepDone(int epoch, long step, StepMetrics values) {
            saving(() -> metrics.append(epoch, step, values));
            RunProgress.Position position =
                    new RunProgress.Position(epoch, settings.epochs(), step, training.totalSteps());
            progress.stepDone(position, settings.batchSize(), values);
        }

        @Override
        public void epochDone(int epoch, long step) {
            saving(() -> {
                metrics.flush();
                float[] samples = training.networks().generate(latents, SAMPLES);
                SampleGrid.write(folder.samples(epoch), samples, SAMPLES, images.channels(), images.size());
                LossPlot.write(folder.metrics(), folder.metricsPlot());
                if (epoch % settings.checkpointEvery() == 0 && epoch < settings.epochs()) {
                    checkpoints.save(training.state());
                }
            });
        }

        @Override
        public boolean stopRequested() {
            return stopRequested.getAsBoolean();
        }
    }

    private interface FileWork {
        void run() throws IOException;
    }

    private static void saving(FileWork work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
