package io.github.latentj.trainer.run;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.run.RunLog.LoggedAlarm;
import io.github.latentj.trainer.train.DcganTraining;
import io.github.latentj.trainer.train.DivergedException;
import io.github.latentj.trainer.train.HealthMonitor;
import io.github.latentj.trainer.train.HealthMonitor.Alarm;
import io.github.latentj.trainer.train.HealthMonitor.Ill;
import io.github.latentj.trainer.train.SlicedWasserstein;
import io.github.latentj.trainer.train.StepMetrics;
import io.github.latentj.trainer.train.TrainingListener;
import io.github.latentj.trainer.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    private final HealthMonitor health;
    private final CheckpointStore best;
    private final float[] latents;
    private final float[] real;
    private final int compared;
    private final double realDiversity;
    private final double realDistance;
    private final long firstStep;
    private boolean toldOfLoss;
    private boolean withholding;
    private final Set<String> toldLost = new HashSet<>();

    /** What a recorder writes to and asks; all of it stays the caller's. */
    record Places(
            RunFolder folder,
            MetricsFile metrics,
            CheckpointStore checkpoints,
            RunProgress progress,
            BooleanSupplier stop) {}

    RunRecorder(TrainingSettings settings, ImageSet images, DcganTraining training, Places places) {
        this.settings = settings;
        this.images = images;
        this.training = training;
        firstStep = training.stepsDone();
        folder = places.folder;
        metrics = places.metrics;
        checkpoints = places.checkpoints;
        log = new RunLog(folder.log(), Clock.systemUTC());
        progress = places.progress;
        stop = places.stop;
        epochs = new EpochsFile(folder.epochs());
        health = new HealthMonitor(settings.labelSmoothing() > 0);
        recording(() -> epochs.read().forEach(line -> health.recall(line.step(), line.diversity())));
        recording(this::recallAlarms);
        latents = new LatentSampler(settings.prior(), settings.latentSize(), settings.seed()).batch(0, SAMPLES);
        best = new CheckpointStore(folder.best(), 1);
        compared = Math.min(SAMPLES, images.count());
        real = someReal(images, compared);
        realDistance = images.count() < 2 * compared
                ? Double.NaN
                : SlicedWasserstein.distance(otherReal(images, compared), real, compared);
        realDiversity = HealthMonitor.diversity(real, compared);
    }

    /** {@code count} images, spread evenly over the set. */
    static float[] someReal(ImageSet images, int count) {
        return spread(images, count, 0);
    }

    /** As many others, each in the middle between two of those. */
    private static float[] otherReal(ImageSet images, int count) {
        return spread(images, count, images.count() / (2 * count));
    }

    private static float[] spread(ImageSet images, int count, int shift) {
        int length = images.channels() * images.size() * images.size();
        float[] real = new float[count * length];
        for (int i = 0; i < count; i++) {
            images.copyTo((int) ((long) i * images.count() / count) + shift, real, i * length);
        }
        return real;
    }

    @Override
    public void stepDone(int epoch, long step, StepMetrics values) {
        recording(() -> metrics.append(epoch, step, values));
        health.step(step, values).forEach(this::tell);
        RunProgress.Position position = new RunProgress.Position(epoch, settings.epochs(), step, training.totalSteps());
        progress.stepDone(position, settings.batchSize(), values);
        tellOfLostImages(step);
    }

    private void tellOfLostImages(long step) {
        for (Map.Entry<String, String> lost : images.lost().entrySet()) {
            if (toldLost.add(lost.getKey())) {
                String line = "step " + step + ": " + lost.getValue() + "; another takes its place, " + toldLost.size()
                        + " of " + images.count() + " are lost so far";
                progress.say("Warning, " + line + ".");
                note(line);
            }
        }
    }

    private void recallAlarms() throws IOException {
        for (LoggedAlarm alarm : RunLog.alarms(folder.log())) {
            for (Ill ill : Ill.values()) {
                if (alarm.over().isEmpty() && alarm.ill().equals(ill.words())) {
                    health.recall(ill);
                }
            }
        }
    }

    private void tell(Alarm alarm) {
        String line = "step " + alarm.step() + ": " + alarm.ill().words() + ": " + alarm.message();
        if (alarm.over()) {
            progress.say("No longer so at step " + alarm.step() + ", that "
                    + alarm.ill().words() + ": " + alarm.message() + ".");
            recording(() -> log.over(line));
        } else {
            progress.say("Warning, " + line + ".");
            recording(() -> log.alarm(line));
        }
    }

    @Override
    public void epochDone(int epoch, long step) {
        float[] samples = training.networks().generate(latents, SAMPLES);
        boolean nearest = recordImages(epoch, step, samples);
        if (epoch % settings.checkpointEvery() == 0) {
            save(epoch, step, nearest);
        }
    }

    /** Returns whether no epoch before came nearer to the real images. */
    private boolean recordImages(int epoch, long step, float[] samples) {
        recording(metrics::flush);
        recording(() -> SampleGrid.write(folder.samples(epoch), samples, SAMPLES, images.channels(), images.size()));
        recording(() -> LossPlot.write(folder.metrics(), folder.metricsPlot()));
        // Real images that are all the same cannot be collapsed upon.
        double diversity = realDiversity == 0 ? 1 : HealthMonitor.diversity(samples, SAMPLES) / realDiversity;
        double distance = SlicedWasserstein.distance(Arrays.copyOf(samples, real.length), real, compared);
        health.images(step, diversity).ifPresent(this::tell);
        boolean[] nearest = {false};
        recording(() -> {
            nearest[0] = epochs.read().stream().noneMatch(line -> line.distance() <= distance);
            epochs.append(new EpochsFile.Line(epoch, step, diversity, distance, realDistance));
        });
        return nearest[0];
    }

    private void save(int epoch, long step, boolean nearest) {
        try {
            TrainingState state = training.state();
            if (health.diverging()) {
                if (!withholding) {
                    note("no checkpoints from step " + step
                            + " on while the losses are so high: they would push out better ones");
                }
                withholding = true;
            } else if (epoch < settings.epochs()) { // The last one is saved at the end of the run.
                withholding = false;
                checkpoints.save(state);
                note("checkpoint saved at step " + step + ", after epoch " + epoch);
            }
            if (nearest) {
                best.save(state);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void note(String line) {
        recording(() -> log.note(line));
    }

    void diverged(DivergedException end) {
        recording(metrics::flush);
        recording(() -> log.alarm(end.getMessage()));
        recording(this::tellInPictures);
    }

    /** Notes the end of training, whose last state is saved. */
    void ended() {
        recording(metrics::flush);
        recording(() -> LossPlot.write(folder.metrics(), folder.metricsPlot()));
        note("checkpoint saved at step " + training.stepsDone() + " of " + training.totalSteps() + ", training "
                + (training.stepsDone() < training.totalSteps() ? "stopped" : "finished"));
        if (training.stepsDone() > firstStep) {
            String pace = pace();
            note(pace);
            progress.say(pace);
        }
        recording(() -> progress.say(RunFacts.warning(folder.path()).orElse("Alarms: " + RunReport.allClear(folder))));
        recording(() -> RunStatus.nearerBefore(folder).ifPresent(progress::say));
        LatentGrids grids = new LatentGrids(settings.prior(), settings.latentSize(), settings.seed());
        recording(() -> writeGrid(folder.walk(), grids.walk()));
        recording(() -> writeGrid(folder.arithmetic(), grids.arithmetic()));
        recording(this::tellInPictures);
    }

    /** How fast the steps of this sitting were, and how much of their time they waited for data. */
    private String pace() {
        double seconds = training.steppedNanos() / 1e9;
        double images = (double) (training.stepsDone() - firstStep) * settings.batchSize();
        return String.format(
                Locale.ROOT,
                "steps took %.1f s on %s, %.1f images/s; %.2f %% of it waiting for data",
                seconds,
                settings.device(),
                seconds == 0 ? 0 : images / seconds,
                seconds == 0 ? 0 : training.waitedNanos() / 1e7 / seconds);
    }

    private void writeGrid(Path file, float[] gridLatents) throws IOException {
        float[] made = training.networks().generate(gridLatents, LatentGrids.COUNT);
        SampleGrid.write(file, made, LatentGrids.COUNT, images.channels(), images.size());
    }

    private void tellInPictures() throws IOException {
        if (!folder.grids().isEmpty()) {
            Animation.write(folder.animation(), folder.grids());
        }
        RunReport.write(folder);
    }

    @Override
    public boolean stopRequested() {
        return stop.getAsBoolean();
    }

    private interface FileWork {
        void run() throws IOException;
    }

    /** What only tells of the training must not end it: its loss is told once. */
    private void recording(FileWork work) {
        try {
            work.run();
        } catch (IOException e) {
            if (!toldOfLoss) {
                toldOfLoss = true;
                progress.say("Warning: " + folder.path() + " takes no more metrics, grids or log: "
                        + RunFolder.reason(e) + ". Training goes on.");
            }
        }
    }
}
