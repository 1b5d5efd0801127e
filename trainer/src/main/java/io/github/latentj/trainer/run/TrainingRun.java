package io.github.latentj.trainer.run;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.trainer.config.ComputeDevice;
import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.config.TypedCommand;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.LostImageException;
import io.github.latentj.trainer.export.ModelExport;
import io.github.latentj.trainer.export.WeightFormat;
import io.github.latentj.trainer.train.DcganTraining;
import io.github.latentj.trainer.train.DivergedException;
import io.github.latentj.trainer.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Trains one model and leaves a run folder: settings, metrics and their plot, sample grids, checkpoints, and at the end
 * {@code generator.onnx} and {@code discriminator.onnx}.
 */
public final class TrainingRun {
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
        // Now with the device that was chosen.
        folder.writeSettings(settings);
        Files.createDirectories(folder.realSamples().getParent());
        int shown = Math.min(RunRecorder.SAMPLES, images.count());
        float[] real = RunRecorder.someReal(images, shown);
        SampleGrid.write(folder.realSamples(), real, shown, images.channels(), images.size());
        try (DcganTraining training = new DcganTraining(settings, images);
                MetricsFile metrics = MetricsFile.create(folder.metrics())) {
            return train(folder, training, metrics);
        }
    }

    /**
     * Goes on from the newest whole checkpoint of {@code folder} to the end that the settings have now, which may be
     * another than the run's own so far. Blocks.
     *
     * @throws InvalidSettingsException if the run is beyond that end already; nothing is changed then
     */
    public Outcome resume(RunFolder folder) throws IOException {
        CheckpointStore checkpoints = new CheckpointStore(folder.checkpoints(), settings.keepCheckpoints());
        int endBefore = folder.readSettings().epochs();
        try (DcganTraining training = new DcganTraining(settings, images)) {
            checkpoints.newest(progress::say).ifPresent(state -> {
                training.restore(state);
                if (settings.epochs() < endBefore) {
                    requireEndAhead(training);
                }
                progress.say("Resuming after step " + state.stepsDone() + ".");
                if (state.stepsDone() >= training.totalSteps()) {
                    progress.say(
                            "Done already: " + Counted.of(settings.epochs(), "epoch") + "; more by: resume --epochs");
                }
            });
            noteChanges(folder);
            new CheckpointStore(folder.best(), 1).sweep();
            new EpochsFile(folder.epochs()).resumeAfter(training.stepsDone());
            try (MetricsFile metrics = MetricsFile.resume(folder.metrics(), training.stepsDone())) {
                return train(folder, training, metrics);
            }
        }
    }

    private void requireEndAhead(DcganTraining training) {
        long ofAnEpoch = training.totalSteps() / settings.epochs();
        long begun = (training.stepsDone() + ofAnEpoch - 1) / ofAnEpoch;
        if (begun > settings.epochs()) {
            throw new InvalidSettingsException(List.of("--epochs must be at least " + begun + ", found "
                    + settings.epochs() + ": the run has done " + training.stepsDone() + " steps already, of "
                    + ofAnEpoch + " an epoch"));
        }
    }

    private void noteChanges(RunFolder folder) throws IOException {
        TrainingSettings saved = folder.readSettings();
        if (!saved.equals(settings)) {
            folder.writeSettings(settings);
        }
        if (saved.epochs() != settings.epochs()) {
            progress.say("The run ends after " + Counted.of(settings.epochs(), "epoch") + " now instead of "
                    + saved.epochs() + ".");
        }
        String before = saved.device();
        if (!before.equals(settings.device())) {
            progress.say("Trained on " + before + " before, on " + settings.device()
                    + " from here: with the same weights, but not bit for bit as " + before + " would have gone on.");
        }
    }

    /**
     * Writes the models of a checkpoint of {@code folder} as ONNX, on the CPU wherever it was trained. Blocks.
     *
     * @param best the checkpoint with the best images instead of the newest
     * @throws UnusableRunException if there is no whole checkpoint
     */
    public ModelExport.Parity export(RunFolder folder, boolean best, WeightFormat weights, Path target)
            throws IOException {
        CheckpointStore checkpoints =
                new CheckpointStore(best ? folder.best() : folder.checkpoints(), settings.keepCheckpoints());
        try (DcganTraining training = new DcganTraining(settings.on(ComputeDevice.CPU), images)) {
            training.restore(checkpoints
                    .newest(progress::say)
                    .orElseThrow(() -> new UnusableRunException("nothing to export: " + folder.path()
                            + " has no whole checkpoint" + (best ? " in best/" : "") + " yet")));
            GeneratorSpec spec = spec(training, best ? "best" : "newest");
            ModelExport.Parity parity = new ModelExport(training.networks(), spec, weights).write(target);
            markMeasured(folder);
            return parity;
        }
    }

    private Outcome train(RunFolder folder, DcganTraining training, MetricsFile metrics) throws IOException {
        CheckpointStore checkpoints = new CheckpointStore(folder.checkpoints(), settings.keepCheckpoints());
        RunRecorder.Places places = new RunRecorder.Places(folder, metrics, checkpoints, progress, stopRequested);
        RunRecorder recorder = new RunRecorder(settings, images, training, places);
        recorder.note(images.storage());
        recorder.note("training from step " + training.stepsDone() + " of " + training.totalSteps() + ": "
                + settings.summary());
        TrainingState last;
        progress.trainingStarted();
        try {
            training.run(recorder);
            last = training.state();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DivergedException e) {
            recorder.diverged(e);
            throw e;
        } catch (LostImageException e) {
            recorder.note(e.getMessage());
            checkpoints.save(training.state());
            recorder.ended();
            throw new LostImageException(e.getMessage() + ". The training is saved after step " + training.stepsDone()
                    + "; put the image back as it was, then go on by: " + TypedCommand.of("resume", folder.path()));
        } finally {
            progress.trainingEnded();
        }
        checkpoints.save(last);
        recorder.ended();
        if (training.stepsDone() < training.totalSteps()) {
            return new Outcome(false, Optional.empty());
        }
        ModelExport export = new ModelExport(training.networks(), spec(training, "newest"), WeightFormat.FLOAT32);
        Optional<ModelExport.Parity> parity = Optional.of(export.write(folder.path()));
        markMeasured(folder);
        return new Outcome(true, parity);
    }

    /** The report says which chapters were measured on a model that is no longer there. */
    private static void markMeasured(RunFolder folder) throws IOException {
        if (Files.exists(folder.evaluation())) {
            RunReport.write(folder);
        }
    }

    /** @param checkpoint which of the run's the weights are: the newest or the best */
    private GeneratorSpec spec(DcganTraining training, String checkpoint) {
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
                .provenance("checkpoint", checkpoint)
                .provenance("epochs", String.valueOf(training.epochsDone()))
                .provenance("epochs_planned", String.valueOf(settings.epochs()))
                .provenance("steps", String.valueOf(training.stepsDone()))
                .provenance("images", String.valueOf(images.count()))
                .provenance("data_fingerprint", images.fingerprint())
                .provenance("date", LocalDate.now(Clock.systemUTC()).toString())
                .build();
    }
}
