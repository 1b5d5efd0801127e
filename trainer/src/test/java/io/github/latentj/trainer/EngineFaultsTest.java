package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with PyTorch's natives, in processes of their own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sets environment variables by env")
class EngineFaultsTest {
    @TempDir
    private Path folder;

    private Path images;

    @BeforeEach
    void paint() {
        images = folder.resolve("images");
        MainTest.run("paint", "--out", images, "--count", 4, "--size", 32);
    }

    private List<String> training(String run) {
        return ChildTrainer.command(
                "train",
                "--data",
                images,
                "--out",
                folder.resolve(run),
                "--size",
                32,
                "--features",
                4,
                "--latent",
                4,
                "--batch",
                4,
                "--epochs",
                1,
                "--threads",
                1,
                "--dry-run");
    }

    @Test
    void refusesAJniOfAnotherVersionThanDjlAndLibtorch() throws IOException, InterruptedException {
        Path properties = folder.resolve("wrong/jnilib/pytorch.properties");
        Files.createDirectories(properties.getParent());
        Files.writeString(properties, "jni_version=1.13.1-0.20.0");
        List<String> command = training("run");
        int classPath = command.indexOf("-cp") + 1;
        command.set(classPath, folder.resolve("wrong") + File.pathSeparator + command.get(classPath));
        try (ChildTrainer trainer = ChildTrainer.run(folder.resolve("output.txt"), command)) {
            assertThat(trainer.await()).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(trainer.said())
                    .contains("PyTorch could not be started: its parts do not belong together: DJL 0.")
                    .contains("JNI 1.13.1-0.20.0")
                    .containsPattern("libtorch 2\\.[0-9.]+ \\(cpu\\)")
                    .doesNotContain("\tat ");
        }
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void twoRunsThatFindTheNativeCacheEmptyBothStart() throws IOException, InterruptedException {
        Path cache = folder.resolve("cache");
        List<ChildTrainer> trainers = new ArrayList<>();
        try {
            for (String run : List.of("first", "second")) {
                List<String> command = new ArrayList<>(List.of("env", "DJL_CACHE_DIR=" + cache));
                command.addAll(training(run));
                trainers.add(ChildTrainer.run(folder.resolve(run + ".txt"), command));
            }
            for (ChildTrainer trainer : trainers) {
                assertThat(trainer.await()).as(trainer.said()).isZero();
            }
        } finally {
            trainers.forEach(ChildTrainer::close);
        }
        assertThat(folder.resolve("first.txt")).content().contains("Nothing was written");
        assertThat(folder.resolve("second.txt")).content().contains("Nothing was written");
    }
}
