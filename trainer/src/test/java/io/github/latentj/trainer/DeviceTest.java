package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --device} takes, refuses and says. The tests run on the CPU build of PyTorch, GPU or not. */
class DeviceTest {
    @TempDir
    private Path folder;

    private Path images;
    private Path run;

    @BeforeEach
    void paint() throws IOException {
        images = folder.resolve("images");
        run = folder.resolve("run");
        MainTest.run("paint", "--out", images, "--count", 8, "--size", 32);
    }

    private MainTest.Result train(Object... more) {
        Object[] usual = {
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
            4,
            "--epochs",
            1,
            "--threads",
            1
        };
        Object[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return MainTest.run(all);
    }

    @Test
    void refusesAGpuThatCannotBeUsedBeforeAnythingIsWritten() {
        MainTest.Result result = train("--device", "gpu");
        assertThat(result.code()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(result.err())
                .contains("cannot use gpu:0", "CPU build of PyTorch", "use --device cpu or auto")
                .doesNotContain("\tat ");
        assertThat(run).doesNotExist();
    }

    @Test
    void autoTakesTheCpuAndSaysInOneLineWhyNotAGpu() throws IOException {
        MainTest.Result result = train();
        assertThat(result.code()).isZero();
        assertThat(result.out().lines().filter(line -> line.contains("on the CPU")))
                .singleElement()
                .asString()
                .contains("1 thread, not on a GPU: this trainer has the CPU build of PyTorch");
        assertThat(Files.readString(run.resolve("settings.yaml"))).contains("device: cpu");
        assertThat(Files.readString(run.resolve("log.txt")))
                .containsPattern("steps took [0-9.]+ s on cpu, [0-9.]+ images/s; [0-9.]+ % of it waiting for data");
        assertThat(Files.readString(run.resolve("report.html"))).contains("% of it waiting for data");
    }

    @Test
    void refusesSeveralGpusAndUnknownDevices() {
        for (String several : new String[] {"gpu:0,1", "cuda:0,cuda:1", "gpu:0-3"}) {
            MainTest.Result result = train("--device", several);
            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("--device must name one GPU", several);
        }
        MainTest.Result gpus = train("--gpus", 2);
        assertThat(gpus.code()).isEqualTo(ExitCode.USAGE);
        assertThat(gpus.err()).contains("--gpus must be 1, found 2", "--device gpu:N");
        MainTest.Result unknown = train("--device", "tpu", "--beta1", 7);
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("--device must be auto, cpu, gpu or gpu:N, found tpu", "--beta1 must be");
    }

    @Test
    void runOfAGpuGoesOnElsewhereOnlyWhenAsked() throws IOException {
        assertThat(train().code()).isZero();
        Path settings = run.resolve("settings.yaml");
        String onGpu = Files.readString(settings).replace("device: cpu", "device: gpu:0");
        Files.writeString(settings, onGpu);
        MainTest.Result refused = MainTest.run("resume", run, "--epochs", 2);
        assertThat(refused.code()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(refused.err()).contains("cannot use gpu:0", "--device cpu");

        MainTest.Result resumed = MainTest.run("resume", run, "--epochs", 2, "--device", "cpu");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.out()).contains("Trained on gpu:0 before, on cpu from here", "not bit for bit");
        assertThat(Files.readString(settings)).contains("device: cpu");
    }
}
