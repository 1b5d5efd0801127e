package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.e2e.ImageJFolder.Outcome;
import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * ImageJ lives and ends as it should while models are loaded and run. {@code -Dlatentj.times=200} does each thing so
 * many times.
 */
class LifeAndDeathTest {
    private static final int TIMES = Integer.getInteger("latentj.times", 6);
    private static final int MODELS = 6;

    @RegisterExtension
    static final XvfbDisplay DISPLAY = new XvfbDisplay();

    @TempDir
    private Path folder;

    private ImageJFolder imageJ;
    private Path out;

    @BeforeEach
    void unpackPlugin() throws IOException {
        imageJ = new ImageJFolder(folder.resolve("ImageJ"), DISPLAY);
        out = Files.createDirectories(folder.resolve("out"));
        for (int i = 0; i < MODELS; i++) {
            new TinyModel(64, 1).width(4).weightSeed(i).write(folder.resolve("model" + i + ".onnx"));
        }
    }

    /** More models than stay open, so that each step loads one. */
    private String switching(int steps) {
        return "for (i = 0; i < " + steps + "; i++) run(\"LatentJ Generate...\", \"model=" + folder + "/model\" + (i % "
                + MODELS + ") + \".onnx count=16 seed=1 output=stack\");";
    }

    @Test
    void quittingWhileModelsLoadAndRunEndsWellAndLeavesNothing() throws Exception {
        Random delays = new Random(1);
        for (int i = 0; i < TIMES; i++) {
            Outcome outcome = imageJ.runDriver(
                    QuitDriver.class,
                    imageJ.path().toString(),
                    switching(1_000),
                    String.valueOf(200 + delays.nextInt(1_600)));

            assertThat(outcome.exitCode())
                    .as("quit " + i + ": " + outcome.output())
                    .isZero();
        }
        try (var left = Files.newDirectoryStream(imageJ.path(), "{hs_err*,latentj-*,onnxruntime*}")) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void closingWindowsWhileModelsAreSwitchedDoesNoHarm() throws Exception {
        int steps = Math.max(30, TIMES);

        Outcome outcome = imageJ.runDriver(
                SwitchDriver.class, imageJ.path().toString(), out.toString(), switching(steps), String.valueOf(steps));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(Files.readString(out.resolve("switch.txt"))).startsWith("closed=" + steps + " ended=true");
        assertThat(outcome.output()).doesNotContain("Exception");
    }
}
