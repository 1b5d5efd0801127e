package io.github.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import io.github.latentj.explore.Direction;
import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.imagej.dialog.ActiveImage;
import io.github.latentj.imagej.image.ImageAssembly;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong beyond the table of parameters is told before any work, and all at once. */
class CommandValuesTest {
    @TempDir
    private Path folder;

    private String model;
    private ImagePlus montage;

    @BeforeEach
    void generate() {
        Path file = new TinyModel(8, 1).write(folder.resolve("tiny.onnx"));
        model = file.toString();
        try (GeneratorModels models = new GeneratorModels()) {
            GeneratedImages images = new GenerateImages(models)
                    .run(GenerateRequest.of(file).count(9).seed(7).build(), Progress.SILENT);
            montage = new ImageAssembly(images).montage("montage");
        }
        new DirectionFolder(file).save(new Direction("area", "0", "by a test", new float[] {0, 0, 1, 0, 0, 0, 0, 0}));
        WindowManager.setTempCurrentImage(montage);
    }

    @AfterEach
    void forgetImages() {
        WindowManager.setTempCurrentImage(null);
    }

    @Test
    void everyWrongFieldIsNamedInOneMessage() {
        assertThatThrownBy(() -> values(
                        new ApplyDirectionCommand(),
                        Map.of("direction", "size", "without", "x", "images", "3,10", "columns", "1", "cuont", "1")))
                .hasMessage(
                        "unknown key 'cuont', allowed are model, direction, images, distance, columns, without, output,"
                                + " prior\n"
                                + "columns must be a whole number from 2 to 1000, found '1'\n"
                                + "direction: there is no direction 'size' beside the model; saved are area\n"
                                + "images must name images from 1 to 9, found '10'\n"
                                + "without: there is no direction 'x' beside the model; saved are area");
    }

    @Test
    void aMissingDirectionIsAskedForWithWhatThereIs() {
        assertThatThrownBy(() -> values(new DoseResponseCommand(), Map.of()))
                .hasMessage("direction: a direction must be named; saved are area");
        assertThat(values(new ApplyDirectionCommand(), Map.of("direction", "area", "images", "1"))
                        .text("without"))
                .isEmpty();
    }

    @Test
    void whatAnActionDoesNotUseIsNotChecked() {
        assertThat(values(new DirectionCommand(), Map.of("action", "list", "from", "99"))
                        .text("action"))
                .isEqualTo("list");
        assertThatThrownBy(() -> values(new DirectionCommand(), Map.of("name", "area", "to", "99")))
                .hasMessage("to must name images from 1 to 9, found '99'\n"
                        + "from must name images for action=groups\n"
                        + "there is already a direction 'area': choose replace, or take another name");
    }

    @Test
    void aModelThatIsNotThereIsNamed() {
        String missing = folder.resolve("missing.onnx").toString();
        assertThatThrownBy(() -> values(new GenerateCommand(), Map.of("model", missing, "count", "0")))
                .hasMessage(
                        "count must be a whole number from 1 to 10000, found '0'\nthere is no model file " + missing);
    }

    @Test
    void theDialogSaysWhichImageNumbersMeanAndWhatIsSelected() {
        ParameterTable table = new InterpolateCommand().parameters();
        assertThat(ActiveImage.line(table))
                .contains("Numbers mean images of 'montage', a montage of 9 images, as drawn on its cells."
                        + " Selected now: none.");

        montage.setRoi(new PointRoi(new float[] {24, 40}, new float[] {8, 40}));
        assertThat(ActiveImage.line(table).orElseThrow()).endsWith("Selected now: 2, 9.");
        assertThat(ActiveImage.line(new FeaturesCommand().parameters()))
                .contains("The active image is 'montage': a montage of 9 images. Selected now: 2, 9; where a field"
                        + " says 'all', these are meant.");
        assertThat(ActiveImage.line(new GenerateCommand().parameters())).isEmpty();

        WindowManager.setTempCurrentImage(IJ.createImage("cells", "8-bit black", 8, 8, 1));
        assertThat(ActiveImage.line(table).orElseThrow())
                .startsWith("The active image cannot be named by number: 'cells' carries no latent");
    }

    @Test
    void aResultTellsOfWhichImageItsNumbersAre() {
        Command command = new InterpolateCommand();
        montage.setProp("LatentJ.macro", "run(\"LatentJ Generate...\")");
        List<String> told = new ArrayList<>();
        for (String points : new String[] {"1,2", "seed:7#1-2"}) {
            MeantImage.during(
                    command,
                    values(command, Map.of("points", points)),
                    () -> told.add(MeantImage.inWords().orElse("no image")));
        }
        assertThat(told).containsExactly("'montage', made by run(\"LatentJ Generate...\")", "no image");
        assertThat(MeantImage.inWords()).as("afterwards").isEmpty();
    }

    private ParameterValues values(Command command, Map<String, String> given) {
        return CommandValues.of(command, given);
    }
}
