package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.trainer.MainTest.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run from a file of settings, as people keep them beside their data: written by hand, or by another run. */
class SettingsFileTest {
    @TempDir
    private Path folder;

    private Path images;
    private Path yaml;

    @BeforeEach
    void paintImages() {
        images = folder.resolve("images");
        yaml = folder.resolve("nuclei.yaml");
        assertThat(MainTest.run("paint", "--out", images, "--count", 8, "--size", 32)
                        .code())
                .isZero();
    }

    private Result train(String settings, Object... more) throws IOException {
        Files.writeString(yaml, settings);
        Object[] arguments = new Object[3 + more.length];
        arguments[0] = "train";
        arguments[1] = "--settings";
        arguments[2] = yaml;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return MainTest.run(arguments);
    }

    @Test
    void runIsRepeatedFromItsOwnSettingsByteForByte() throws IOException {
        Path one = folder.resolve("one");
        Result first = train("""
                # small
                size: 32
                features: 4
                batch: 4
                latent: 3
                learning_rate: 1e-3
                generator-rate: .0005
                epochs: 2     # overridden below
                seed:         # the usual one
                threads: 1
                ema: 0.9
                select-channels: [1]
                flips: true
                crop: center-crop
                data: %s
                """.formatted(images), "--epochs", 1, "--out", one);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(one.resolve("settings.yaml"))
                .content()
                .startsWith("# The settings of a run of the LatentJ trainer")
                .contains(
                        "\nsize: 32\n",
                        "\nepochs: 1\n",
                        "\ngenerator-rate: 0.0005\n",
                        "\ndiscriminator-rate: 0.001\n",
                        "\nseed: 1\n",
                        "\nchannels: grey\n",
                        "\nselect-channels: 1\n",
                        "\ncrop: center-crop\n",
                        "\nflips: true\n");
        Path two = folder.resolve("two");
        Result second =
                MainTest.run("train", "--settings", one.resolve("settings.yaml"), "--data", images, "--out", two);
        assertThat(second.code()).as(second.err()).isZero();
        for (String file : new String[] {"settings.yaml", "metrics.csv", "generator.onnx"}) {
            assertThat(two.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
        }
        Result other = MainTest.run(
                "train",
                "--settings",
                one.resolve("settings.yaml"),
                "--data",
                images,
                "--out",
                folder.resolve("three"),
                "--learning-rate",
                0.01,
                "--no-flips",
                "--images",
                9);
        assertThat(other.code()).as(other.err()).isZero();
        assertThat(other.out()).contains("9 images are 2 epochs of 8.");
        assertThat(folder.resolve("three/settings.yaml"))
                .content()
                .contains(
                        "\ngenerator-rate: 0.01\n",
                        "\ndiscriminator-rate: 0.01\n",
                        "\nflips: false\n",
                        "\nepochs: 2\n");
    }

    @Test
    void allMistakesOfFileAndCommandLineAreToldAtOnceWithTheirPlaces() throws IOException {
        Result result = train(
                "sise: 64\nbatch: 0\nlearning-rate: -1\nepochs: 1e9\npreset: [1, 2]\nflips: perhaps\nbatch: 3\n"
                        + "select-channels: [0]\n",
                "--data",
                images,
                "--size",
                65,
                "--bach",
                "--seed",
                "x");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "--bach",
                        "--size must be 32, 64, 128 or 256 (nearest: 64), found 65",
                        "--seed must be a whole number, found x",
                        yaml + " line 1: sise is no setting; the settings are batch, beta1,",
                        yaml + " line 7: batch is there twice",
                        yaml + " line 3: learning-rate must be 1e-7 to 0.1, found -1",
                        yaml + " line 4: epochs must be a whole number, 1 to 1000000, found 1e9",
                        yaml + " line 5: preset must be torch or paper, found 1,2",
                        yaml + " line 6: flips must be true or false, found perhaps",
                        yaml
                                + " line 8: select-channels must be all, or at most 8 channels counted from 1, such as 1,3,"
                                + " found 0")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch: [",
                "- 1\n- 2\n",
                "",
                "just words",
                "a: &x [*x]",
                "!!java.io.File x",
                "%YAML 9.9\n--- a",
                "\u0000"
            })
    void fileThatHoldsNoSettingsIsRefused(String content) throws IOException {
        Result result = train(content, "--data", images, "--out", folder.resolve("out"));
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err())
                .contains(yaml.toString())
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void fileThatCannotBeReadIsNamed() throws IOException {
        Result result = MainTest.run("train", "--data", images, "--settings", folder.resolve("none.yaml"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("cannot read the settings file " + folder.resolve("none.yaml"));
        Files.write(yaml, new byte[] {(byte) 0xff, (byte) 0xfe, 3});
        assertThat(MainTest.run("train", "--data", images, "--settings", yaml).err())
                .contains("not UTF-8");
    }

    @Test
    void settingsThatDoNotFitTheCheckpointAreToldOnResume() throws IOException {
        Path run = folder.resolve("run");
        Result first = train(
                "size: 32\nfeatures: 4\nbatch: 4\nlatent: 3\nepochs: 1\nthreads: 1\n", "--data", images, "--out", run);
        assertThat(first.code()).as(first.err()).isZero();
        Path settings = run.resolve("settings.yaml");
        Files.writeString(settings, Files.readString(settings).replace("features: 4", "features: 5"));
        Result other = MainTest.run("resume", run, "--epochs", 2);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("the saved networks differ from these settings", "[3, 16, 4, 4] instead of");
        Files.writeString(settings, Files.readString(settings).replace("features: 5", "features: 500"));
        Result wrong = MainTest.run("resume", run);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains(settings + " line ", "features must be 4 to 256, found 500");
    }
}
