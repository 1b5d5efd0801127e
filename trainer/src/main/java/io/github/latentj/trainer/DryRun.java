package io.github.latentj.trainer;

import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.export.OnnxEngine;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.train.DcganTraining;
import io.github.latentj.trainer.train.StepMetrics;
import io.github.latentj.trainer.train.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code train} would do and need, found by training a few steps without writing anything. */
final class DryRun {
    private static final int LEAST_STEPS = 4;
    private static final int MOST_STEPS = 20;
    private static final long LONGEST_NANOS = 10_000_000_000L;
    /** The best, and one that is being written. */
    private static final int CHECKPOINTS_BESIDES = 2;

    private final TrainingSettings settings;
    private final ImageSet images;
    private final PrintWriter out;

    DryRun(TrainingSettings settings, ImageSet images, PrintWriter out) {
        this.settings = settings;
        this.images = images;
        this.out = out;
    }

    void print(Path target) throws IOException {
        out.println(settings.summary());
        TorchEngine.Started engine = TorchEngine.start(settings.threads(), settings.computeDevice());
        out.println(engine.line());
        OnnxEngine.start();
        try (DcganTraining training = new DcganTraining(settings.on(engine.device()), images)) {
            Clock clock = new Clock(training.totalSteps());
            training.run(clock);
            long weights = training.state().tensors().values().stream()
                    .mapToLong(tensor -> tensor.values().length)
                    .sum();
            double megabytes = weights * Float.BYTES / 1e6;
            say(
                    "%s, %d an epoch; tried ones took %.2f s each, all would take about %s.",
                    Counted.of(training.totalSteps(), "step"),
                    training.totalSteps() / settings.epochs(),
                    clock.secondsPerStep(),
                    duration(clock.secondsPerStep() * training.totalSteps()));
            int checkpoints = settings.keepCheckpoints() + CHECKPOINTS_BESIDES;
            say(
                    "A checkpoint has %.1f MB, at most %d are on the disk at once: %.1f MB of %.1f MB free.",
                    megabytes,
                    checkpoints,
                    checkpoints * megabytes,
                    Files.getFileStore(existing(target)).getUsableSpace() / 1e6);
        }
        say(
                "The run would be in %s. Nothing was written.",
                target.toAbsolutePath().normalize());
    }

    private void say(String line, Object... values) {
        out.println(String.format(Locale.ROOT, line, values));
    }

    private static Path existing(Path target) {
        Path folder = target.toAbsolutePath().normalize();
        while (!Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String duration(double seconds) {
        long minutes = Math.round(seconds / 60);
        return minutes < 1
                ? Math.round(seconds) + " s"
                : minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** Times steps for some seconds; the first ones are slow, so the newer half counts. */
    private static final class Clock implements TrainingListener {
        private final long most;
        private final long started = System.nanoTime();
        private final List<Long> ends = new ArrayList<>();

        Clock(long totalSteps) {
            most = Math.min(MOST_STEPS, totalSteps);
        }

        double secondsPerStep() {
            int last = ends.size() - 1;
            int first = last / 2;
            return last == 0
                    ? (ends.get(0) - started) / 1e9
                    : (ends.get(last) - ends.get(first)) / 1e9 / (last - first);
        }

        @Override
        public void stepDone(int epoch, long step, StepMetrics metrics) {
            ends.add(System.nanoTime());
        }

        @Override
        public void epochDone(int epoch, long step) {
            // only steps are timed
        }

        @Override
        public boolean stopRequested() {
            boolean longEnough = ends.size() >= LEAST_STEPS && System.nanoTime() - started > LONGEST_NANOS;
            return ends.size() >= most || longEnough;
        }
    }
}
