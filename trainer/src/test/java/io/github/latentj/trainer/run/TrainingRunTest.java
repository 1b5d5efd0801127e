package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.LostImageException;
import io.github.latentj.trainer.data.LostImages;
import io.github.latentj.trainer.data.NucleiPainter;
import io.github.latentj.trainer.data.ReadingOptions;
import io.github.latentj.trainer.data.TestImages;
import io.github.latentj.trainer.model.TorchEngine;
import io.github.latentj.trainer.train.DivergedException;
import io.github.latentj.trainer.train.Tensor;
import io.github.latentj.trainer.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    @TempDir
    private Path temporary;

    @BeforeAll
    static void startEngine() {
        TorchEngine.start(1);
    }

    @Test
    void divergedRunStopsBeforeABadCheckpointAndSaysSo() throws IOException {
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(4)
                .baseFeatures(4)
                .batchSize(4)
                .epochs(2)
                .threads(1)
                .build();
        ImageSet images = TestImages.random(8, 32, 1, IntensityMap.uint8());
        List<String> said = new ArrayList<>();
        try (RunFolder folder = RunFolder.create(temporary.resolve("run"))) {
            folder.writeData(DataRecord.of(temporary, ReadingOptions.ofSide(32), images));
            new TrainingRun(settings, images, new RecordingProgress(said), () -> false).start(folder);
            CheckpointStore checkpoints = new CheckpointStore(folder.checkpoints(), 3);
            TrainingState good = checkpoints.newest(said::add).orElseThrow();
            checkpoints.save(new TrainingState(2, 5, exploded(good.tensors())));

            TrainingRun longer =
                    new TrainingRun(settings.withEpochs(9), images, new RecordingProgress(said), () -> false);
            assertThatThrownBy(() -> longer.resume(folder))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("training diverged at step 6");
            assertThat(said).contains("Resuming after step 5.");
            assertThat(checkpoints.checkpoints())
                    .as("nothing saved after it")
                    .first()
                    .isEqualTo(folder.checkpoints().resolve("step-00000005"));
            assertThat(RunLog.alarms(folder.log()))
                    .singleElement()
                    .extracting(RunLog.LoggedAlarm::message, as(STRING))
                    .startsWith("training diverged at step 6");
            assertThat(folder.report()).content().contains("class=\"alarm\">training diverged at step 6");
        }
    }

    @Test
    void stoppedRunIsEndedEarlyWithAllThatARunLeavesAndKeepsSoManyCheckpoints() throws IOException {
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(4)
                .baseFeatures(4)
                .batchSize(4)
                .epochs(50)
                .keepCheckpoints(2)
                .threads(1)
                .build();
        ImageSet images = TestImages.random(8, 32, 1, IntensityMap.uint8());
        List<String> said = new ArrayList<>();
        try (RunFolder folder = RunFolder.create(temporary.resolve("run"))) {
            RecordingProgress progress = new RecordingProgress(said);
            AtomicInteger asked = new AtomicInteger();
            TrainingRun.Outcome stopped =
                    new TrainingRun(settings, images, progress, () -> asked.incrementAndGet() > 5).start(folder);
            assertThat(stopped.finished()).isFalse();

            TrainingRun tooEarly = new TrainingRun(settings.withEpochs(2), images, progress, () -> false);
            assertThatThrownBy(() -> tooEarly.resume(folder))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining(
                            "--epochs must be at least 3, found 2: the run has done 5 steps already, of 2");
            assertThat(folder.readSettings()).isEqualTo(settings);

            TrainingRun early = new TrainingRun(settings.withEpochs(3), images, progress, () -> false);
            assertThat(early.resume(folder).finished()).isTrue();
            assertThat(said).contains("The run ends after 3 epochs now instead of 50.");
            assertThat(folder.readSettings()).isEqualTo(settings.withEpochs(3));
            assertThat(Files.readAllLines(folder.metrics())).hasSize(1 + 6);
            assertThat(folder.path().resolve("generator.onnx")).isNotEmptyFile();
            assertThat(folder.walk()).isNotEmptyFile();
            assertThat(folder.report()).content().contains("keep-checkpoints</td><td>2");
            assertThat(new CheckpointStore(folder.checkpoints(), 2).checkpoints())
                    .extracting(checkpoint -> checkpoint.getFileName().toString())
                    .containsExactly("step-00000006", "step-00000005");
        }
    }

    /** A disk that is unplugged, a folder that somebody tidies up. */
    @Test
    void imageThatVanishesDuringTrainingIsNamedAndNothingIsLost() throws IOException {
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(4)
                .baseFeatures(4)
                .batchSize(4)
                .epochs(6)
                .threads(1)
                .build();
        Path pictures = temporary.resolve("pictures");
        NucleiPainter.writeFolder(pictures, 32, 1, 8);
        Path lost = pictures.resolve("nucleus-00005.png");
        Path elsewhere = temporary.resolve("elsewhere.png");
        ImageSet images = ImageFolder.read(pictures, ReadingOptions.ofSide(32).withCache(0))
                .images();
        List<String> said = new ArrayList<>();
        AtomicInteger steps = new AtomicInteger();
        try (RunFolder folder = RunFolder.create(temporary.resolve("run"))) {
            TrainingRun run = new TrainingRun(settings, images, new RecordingProgress(said), () -> {
                if (steps.incrementAndGet() == 4) {
                    move(lost, elsewhere);
                }
                return false;
            });
            assertThatThrownBy(() -> run.start(folder))
                    .isInstanceOf(LostImageException.class)
                    .hasMessageContainingAll(
                            lost.toString(),
                            "cannot be read (NoSuchFile)",
                            "is saved after step",
                            "go on by: latentj-trainer resume");
            assertThat(folder.log()).content().contains(lost.toString());
            int saved = new CheckpointStore(folder.checkpoints(), 3)
                    .newest(said::add)
                    .orElseThrow()
                    .epochsDone();
            assertThat(saved).isBetween(1, 5);
            move(elsewhere, lost);
            assertThat(run.resume(folder).finished()).isTrue();
            assertThat(undisturbed(
                            settings, ImageFolder.read(pictures, 32, null).images()))
                    .usingRecursiveComparison()
                    .isEqualTo(new CheckpointStore(folder.checkpoints(), 3)
                            .newest(said::add)
                            .orElseThrow());
        }
    }

    @Test
    void imageThatVanishesIsSkippedOnRequestAndTold() throws IOException {
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(4)
                .baseFeatures(4)
                .batchSize(4)
                .epochs(6)
                .threads(1)
                .build();
        Path pictures = temporary.resolve("pictures");
        NucleiPainter.writeFolder(pictures, 32, 1, 8);
        Path lost = pictures.resolve("nucleus-00005.png");
        ReadingOptions options = ReadingOptions.ofSide(32).withCache(0).withLostImages(LostImages.SKIP);
        ImageSet images = ImageFolder.read(pictures, options).images();
        List<String> said = new ArrayList<>();
        AtomicInteger steps = new AtomicInteger();
        try (RunFolder folder = RunFolder.create(temporary.resolve("run"))) {
            TrainingRun run = new TrainingRun(settings, images, new RecordingProgress(said), () -> {
                if (steps.incrementAndGet() == 4) {
                    move(lost, temporary.resolve("elsewhere.png"));
                }
                return false;
            });

            assertThat(run.start(folder).finished()).isTrue();

            assertThat(Files.readAllLines(folder.metrics())).hasSize(1 + 12);
            assertThat(folder.log()).content().containsOnlyOnce("1 of 8 are lost so far");
            assertThat(said)
                    .filteredOn(line -> line.contains(lost.toString()))
                    .singleElement()
                    .asString()
                    .contains("cannot be read (NoSuchFile)", "another takes its place");
        }

        int index = 5;
        float[] place = new float[32 * 32];
        float[] next = new float[32 * 32];
        images.copyTo(index, place, 0);
        images.copyTo(index + 1, next, 0);
        assertThat(images.name(index)).contains("nucleus-00005");
        assertThat(place).isEqualTo(next);

        for (Path file : files(pictures)) {
            Files.delete(file);
        }
        // Another thread has no picture at hand that it decoded before.
        assertThatThrownBy(() -> CompletableFuture.runAsync(() -> images.copyTo(0, place, 0))
                        .join())
                .hasCauseInstanceOf(LostImageException.class);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrainingState undisturbed(TrainingSettings settings, ImageSet images) throws IOException {
        try (RunFolder folder = RunFolder.create(temporary.resolve("undisturbed"))) {
            new TrainingRun(settings, images, new RecordingProgress(new ArrayList<>()), () -> false).start(folder);
            return new CheckpointStore(folder.checkpoints(), 3)
                    .newest(damage -> {})
                    .orElseThrow();
        }
    }

    /** A full or torn disk under what only tells of the training. */
    @Test
    void lossOfLogAndTablesIsToldOnceAndEndsNothing() throws IOException {
        TrainingSettings settings = TrainingSettings.of(Preset.TORCH)
                .imageSize(32)
                .latentSize(4)
                .baseFeatures(4)
                .batchSize(4)
                .epochs(3)
                .threads(1)
                .build();
        ImageSet images = TestImages.random(8, 32, 1, IntensityMap.uint8());
        List<String> said = new ArrayList<>();
        try (RunFolder folder = RunFolder.create(temporary.resolve("run"))) {
            Files.createDirectories(folder.log().resolve("in the way"));
            Files.createDirectories(folder.epochs().resolve("in the way"));
            TrainingRun.Outcome outcome =
                    new TrainingRun(settings, images, new RecordingProgress(said), () -> false).start(folder);
            assertThat(outcome.finished()).isTrue();
            assertThat(said)
                    .filteredOn(line -> line.contains("takes no more"))
                    .singleElement()
                    .asString()
                    .contains(folder.path().toString(), "Training goes on");
            assertThat(folder.path().resolve("generator.onnx")).exists();
        }
    }

    /** What a run is on the way to infinity. */
    private static Map<String, Tensor> exploded(Map<String, Tensor> tensors) {
        Map<String, Tensor> exploded = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            float[] values = tensor.values().clone();
            if (name.startsWith("discriminator/") && name.endsWith("_weight")) {
                Arrays.fill(values, 1e30f);
            }
            exploded.put(name, new Tensor(tensor.shape(), values));
        });
        return exploded;
    }
}
