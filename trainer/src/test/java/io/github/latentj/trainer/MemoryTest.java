package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.TestImages;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.train.DcganTraining;
import io.github.latentj.trainer.train.StepMetrics;
import io.github.latentj.trainer.train.TrainingListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory of a training stays flat. The long forms are {@code -Dlatentj.steps=2000} and {@code -Dlatentj.epochs=1000};
 * the short ones only see large leaks, such as a batch that is not freed.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class MemoryTest {
    private static final int STEPS = Integer.getInteger("latentj.steps", 200);
    private static final int EPOCHS = Integer.getInteger("latentj.epochs", 40);
    private static final int LONG = 500;
    /** The heap and malloc's arenas settle. */
    private static final double SHORT_FORM_MEGABYTES = 24;

    private record Sample(double x, double megabytes) {}

    /** 140 MB of pictures, 96 MB of memory. */
    @Test
    void imagesThatDoNotFitIntoMemoryTrain(@TempDir Path folder) throws IOException, InterruptedException {
        Path images = Files.createDirectory(folder.resolve("images"));
        BufferedImage field = new BufferedImage(1000, 1000, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 1_000_000; i++) {
            field.getRaster().setSample(i % 1000, i / 1000, 0, i % 251);
        }
        Path first = images.resolve("0.png");
        ImageIO.write(field, "png", first.toFile());
        for (int i = 1; i < 140; i++) {
            Files.copy(first, images.resolve(i + ".png"));
        }
        List<Object> training = new ArrayList<>(List.of("train", "--data", images, "--dry-run"));
        training.addAll(List.of("--size", 32, "--features", 4, "--batch", 4, "--threads", 1));
        try (ChildTrainer child = ChildTrainer.startWith("-Xmx96m", folder.resolve("said.txt"), training.toArray())) {
            assertThat(child.await()).as(child.said()).isZero();
            assertThat(child.said())
                    .contains(
                            "134540 patches of 140 pictures from", "of 140 pictures", "33635 an epoch; tried ones took")
                    .doesNotContain("Skipped", "not enough memory");
        }
    }

    @Test
    void stepsLeaveNothingBehind() {
        TorchEngine.start(1);
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(8)
                .baseFeatures(8)
                .batchSize(16)
                .ema(0.9)
                .clipNorm(1)
                .epochs(STEPS)
                .build();
        List<Sample> samples = new ArrayList<>();
        List<Integer> arrays = new ArrayList<>();
        try (DcganTraining training = new DcganTraining(settings, TestImages.random(64, 32, 1, IntensityMap.uint8()))) {
            training.run(new TrainingListener() {
                @Override
                public void stepDone(int epoch, long step, StepMetrics metrics) {
                    if (step % (STEPS / 40) == 0) {
                        System.gc();
                        samples.add(new Sample(
                                step, residentMegabytes(ProcessHandle.current().pid())));
                        arrays.add(
                                training.networks().manager().getManagedArrays().size());
                    }
                }

                @Override
                public void epochDone(int epoch, long step) {
                    // only steps are looked at
                }

                @Override
                public boolean stopRequested() {
                    return samples.size() == 40;
                }
            });
        }
        assertThat(arrays).as("arrays that live as long as the networks").containsOnly(arrays.get(0));
        assertFlat("step", samples);
    }

    @Test
    void epochsWithGridsPlotsAndCheckpointsLeaveNothingBehind(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path images = folder.resolve("images");
        Path run = folder.resolve("run");
        MainTest.run("paint", "--out", images, "--count", 8, "--size", 32);
        List<String> command = ChildTrainer.command(
                "train",
                "--data",
                images,
                "--out",
                run,
                "--size",
                32,
                "--features",
                4,
                "--latent",
                4,
                "--batch",
                8,
                "--threads",
                1,
                "--epochs",
                EPOCHS);
        command.addAll(
                command.indexOf("-cp"), List.of("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch"));
        List<Sample> samples = new ArrayList<>();
        try (ChildTrainer trainer = ChildTrainer.run(folder.resolve("output.txt"), command)) {
            while (trainer.isAlive() && epochs(run) < EPOCHS) {
                int epoch = epochs(run);
                if (epoch > (samples.isEmpty() ? 0 : samples.get(samples.size() - 1).x)) {
                    samples.add(new Sample(epoch, residentMegabytes(trainer.pid())));
                }
                Thread.sleep(20);
            }
            assertThat(trainer.await()).as(trainer.said()).isZero();
        }
        assertFlat("epoch", samples);
    }

    /** What the process holds in memory. */
    private static double residentMegabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int epochs(Path run) throws IOException {
        Path file = run.resolve("epochs.csv");
        return Files.exists(file)
                ? Math.max(0, (int) Files.readString(file).lines().count() - 1)
                : 0;
    }

    private static void assertFlat(String unit, List<Sample> samples) {
        List<Sample> settled = samples.subList(samples.size() / 2, samples.size());
        double slope = slope(settled);
        double last = settled.get(settled.size() - 1).x;
        String found = String.format(
                Locale.ROOT,
                "%.0f MB at %s %.0f, %+.2f MB in 100 more",
                settled.get(settled.size() - 1).megabytes,
                unit,
                last,
                100 * slope);
        System.out.println("Memory: " + found);
        double growth = slope * (last - settled.get(0).x);
        assertThat(growth).as(found).isLessThan(SHORT_FORM_MEGABYTES);
        if (last >= LONG - 1) {
            assertThat(100 * slope).as(found).isLessThan(1);
        }
    }

    /** By least squares. */
    private static double slope(List<Sample> samples) {
        double x = samples.stream().mapToDouble(Sample::x).average().orElseThrow();
        double y = samples.stream().mapToDouble(Sample::megabytes).average().orElseThrow();
        double covariance =
                samples.stream().mapToDouble(s -> (s.x - x) * (s.megabytes - y)).sum();
        double variance =
                samples.stream().mapToDouble(s -> Math.pow(s.x - x, 2)).sum();
        return covariance / variance;
    }
}
