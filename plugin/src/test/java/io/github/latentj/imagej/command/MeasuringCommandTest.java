package io.github.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringCommandTest {
    @TempDir
    private Path folder;

    @AfterEach
    void freeSessions() {
        GeneratorModels.shared().close();
    }

    @Test
    void tablesAndPlotsAreSavedWhereThereIsNoScreen() throws Exception {
        assumeTrue(GraphicsEnvironment.isHeadless(), "there is a screen, on which windows would open");
        String model = new TinyModel(8, 1).write(folder.resolve("model.onnx")).toString();
        String out = folder.resolve("out").toString();

        run(
                new MeasuredDirectionCommand(),
                Map.of("model", model, "name", "size", "column", "Area", "count", "60", "seed", "7", "save", out));
        run(
                new DoseResponseCommand(),
                Map.of("model", model, "direction", "size", "count", "5", "steps", "3", "seed", "8", "save", out));

        Path table = folder.resolve("out").resolve("Dose response along size.csv");
        assertThat(Files.readAllLines(table)).hasSize(4);
        assertThat(Files.readAllLines(table).get(0))
                .startsWith("Step,Area,Area_low,Area_high,Area_images,Mean,")
                .contains(",Ellipticity_2,", ",Background_images");
        assertThat(folder.resolve("out").resolve("LatentJ_Measure_Particle.ijm"))
                .content()
                .contains("Default dark");
        Path plot = folder.resolve("out").resolve("Dose response of Area along size.png");
        assertThat(ImageIO.read(plot.toFile()).getWidth()).isGreaterThan(400);
        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("draft"));
        }
    }

    private static void run(Command command, Map<String, String> given) {
        command.run(command.parameters().parse(given), Progress.SILENT);
    }
}
