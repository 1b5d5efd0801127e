package io.github.latentj.trainer.run;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.train.DcganTraining;
import io.github.latentj.trainer.train.HealthMonitor;
import io.github.latentj.trainer.train.HealthMonitor.Alarm;
import io.github.latentj.trainer.train.StepMetrics;
import io.github.latentj.trainer.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** Writes down what happens while training runs, and warns when it goes wrong. */
final class RunRecorder implements TrainingListener {
    static final int SAMPLES = 64;

    private final TrainingSettings settings;
    private final ImageSet images;
    private final RunFolder folder;
    private final DcganTraining training;
    private final MetricsFile metrics;
    private final CheckpointStore checkpoints;
    private final RunProgress progress;
    private final BooleanSupplier stop;
    private final RunLog log;
    private final EpochsFile epochs;
    private final HealthMonitor health = new HealthMonitor();
    private final float[] latents;
    private final double realDiversity;

    /** What a recorder writes to and asks; all of it stays the caller's. */
    record Places(
            RunFolder folder,
            MetricsFile metrics,
            CheckpointStore checkpoints,
            RunLog log,
            RunProgress progress,
            BooleanSupplier stop) {}

    RunRecorder(TrainingSettings settings, ImageSet images, DcganTraining training, Places places) {
        this.settings = settings;
        this.images = images;
        this.training = training;
        folder = places.folder;
        metrics = places.metrics;
        checkpoints = places.checkpoints;
        log = places.log;
        progress = places.progress;
        stop = places.stop;
        epochs = new EpochsFile(folder.epochs());
        latents = new LatentSampler(settings.prior(), settings.latentSize(), settings.seed()).batch(0, SAMPLES);
        int shown = Math.min(SAMPLES, images.count());
        realDiversity = HealthMonitor.diversity(someReal(images, shown), shown);
    }

    /** {@code count} images, spread evenly over the set. */
    static float[] someReal(ImageSet images, int count) {
        int length = images.channels() * images.size() * images.size();
        float[] real = new float[count * length];
        for (int i = 0; i < count; i++) {
            images.copyTo((int) ((long) i * images.count() / count), real, i * length);
        }
        return real;
    }

    @Override
    public void stepDone(int epoch, long step, StepMetrics values) {
        saving(() -> {
            metrics.append(epoch, step, values);
            for (Alarm alarm : health.step(step, values)) {
                tell(alarm);
            }
        });
        RunProgress.Position position = new RunProgress.Position(epoch, settings.epochs(), step, training.totalSteps());
        progress.stepDone(position, settings.batchSize(), values);
    }

    private void tell(Alarm alarm) throws IOException {
        String line = "step " + alarm.step() + ": " + alarm.message();
        progress.say("Warning, " + line + ".");
        log.alarm(line);
    }

    @Override
    public void epochDone(int epoch, long step) {
        saving(() -> {
            metrics.flush();
            float[] samples = training.networks().generate(latents, SAMPLES);
            SampleGrid.write(folder.samples(epoch), samples, SAMPLES, images.channels(), images.size());
            LossPlot.write(folder.metrics(), folder.metricsPlot());
            watch(epoch, step, samples);
            if (epoch % settings.checkpointEvery() == 0 && epoch < settings.epochs()) {
                checkpoints.save(training.state());
                log.note("epoch " + epoch + " done, checkpoint saved at step " + step);
            }
        });
    }

    private void watch(int epoch, long step, float[] samples) throws IOException {
        // Real images that are all the same cannot be collapsed upon.
        double diversity = realDiversity == 0 ? 1 : HealthMonitor.diversity(samples, SAMPLES) / realDiversity;
        epochs.append(new EpochsFile.Line(epoch, step, diversity));
        var alarm = health.images(step, diversity);
        if (alarm.isPresent()) {
            tell(alarm.get());
        }
    }

    @Override
    public boolean stopRequested() {
        return stop.getAsBoolean();
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
