package io.github.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.GoldenFeatures;
import io.github.latentj.explore.real.SourceImage;
import io.github.latentj.imagej.image.ImageAssembly;
import io.github.latentj.imagej.image.ImageParts;
import io.github.latentj.imagej.image.ImageTags;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.window.ResultRows;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesCommandTest {
    private static final int SIDE = GoldenFeatures.SIDE;

    @TempDir
    private Path folder;

    private final ResultsTable table = ResultsTable.getResultsTable();

    @AfterEach
    void forgetImageAndTable() {
        WindowManager.setTempCurrentImage(null);
        table.reset();
    }

    @Test
    void slicesBecomeRowsWithTheTrainingFrameworksScores() throws IOException {
        current(stack());

        run(Map.of());

        assertThat(table.size()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(table.getLabel(i)).isEqualTo("golden#" + (i + 1));
            assertThat(table.getValue("Logit", i)).isCloseTo(GoldenFeatures.logits()[i], within(1e-5));
            assertThat(table.getValue("Probability", i))
                    .isCloseTo(1 / (1 + Math.exp(-GoldenFeatures.logits()[i])), within(1e-5));
        }
        assertThat(table.getStringValue("Logit", 0)).isEqualTo("0.004076");
        assertThat(table.columnExists("M1_1")).isFalse();
    }

    @Test
    void rowsAreAddedAndFeaturesHaveTheirColumns() throws IOException {
        current(stack());
        table.incrementCounter();
        table.addValue("Area", 5);

        run(Map.of("features", "true", "images", "3,1"));

        assertThat(table.size()).isEqualTo(3);
        assertThat(table.getValue("Area", 0)).isEqualTo(5);
        assertThat(table.getLabel(1)).isEqualTo("golden#3");
        assertThat(table.getValue("Logit", 2)).isCloseTo(GoldenFeatures.logits()[0], within(1e-5));
        assertThat(table.columnExists("M1_1")).isTrue();
        assertThat(table.columnExists("M1_16")).isTrue();
        assertThat(table.columnExists("M1_17")).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNoNumber() throws IOException {
        current(stack());
        table.incrementCounter();
        table.addValue("Area", 5);
        table.addValue("Kind", "round");

        run(Map.of("images", "1"));
        ResultRows others = new ResultRows();
        others.add("projected");
        others.column("Error", 3, 0.5);

        assertThat(table.getValue("Area", 0)).isEqualTo(5);
        assertThat(table.getStringValue("Area", 0)).isEqualTo("5");
        assertThat(table.getStringValue("Kind", 0)).isEqualTo("round");
        assertThat(table.getValue("Logit", 0)).isNaN();
        assertThat(table.getValue("Error", 0)).isNaN();
        assertThat(table.getValue("Area", 1)).isNaN();
        assertThat(table.getValue("Error", 1)).isNaN();
        assertThat(table.getValue("Logit", 2)).isNaN();
        assertThat(table.getValue("Probability", 2)).isNaN();
        assertThat(table.getValue("Error", 2)).isEqualTo(0.5);
    }

    @Test
    void montageCellsAndRectanglesAreLookedAtOneByOne() throws IOException {
        ImagePlus montage = current(montage());

        run(Map.of());
        assertThat(table.size()).isEqualTo(3);
        montage.setRoi(new Roi(SIDE, 0, SIDE, SIDE));
        run(Map.of());

        assertThat(table.size()).isEqualTo(4);
        assertThat(table.getValue("Logit", 2)).isCloseTo(GoldenFeatures.logits()[2], within(1e-5));
        assertThat(table.getValue("Logit", 3)).isCloseTo(GoldenFeatures.logits()[1], within(1e-5));
    }

    @Test
    void refusesWhatItCannotLookAt() throws IOException {
        assertThatThrownBy(() -> run(Map.of())).hasMessage("there is no image open to look at");

        ImagePlus stack = current(stack());
        assertThatThrownBy(() -> run(Map.of("images", "2-4")))
                .isInstanceOf(ParameterException.class)
                .hasMessage("images must name images from 1 to 3, such as '1,4-6', found '2-4'");
        assertThatThrownBy(() -> run(Map.of("images", "best"))).hasMessageEndingWith("found 'best'");

        stack.setRoi(new OvalRoi(1, 1, 5, 5));
        assertThatThrownBy(() -> run(Map.of())).hasMessageStartingWith("the selection in 'golden' must be a rectangle");

        current(IJ.createImage("colour", "RGB", 4, 4, 1));
        assertThatThrownBy(() -> run(Map.of()))
                .hasMessageStartingWith("the model looks at images with 1 channel (gray), colour has 3");
        assertThat(table.size()).isZero();
    }

    @Test
    void colourAndCompositeImagesHaveTheirChannels() {
        ImagePlus colour = current(IJ.createImage("colour", "RGB", 4, 2, 2));
        colour.getStack().getProcessor(2).set(3, 1, 0x010203);
        assertThat(parts()).hasSize(2);
        for (int c = 0; c < 3; c++) {
            assertThat(parts().get(1).channel(c)[7]).isEqualTo(c + 1);
        }

        ImagePlus hyper = current(IJ.createHyperStack("hyper", 4, 2, 2, 1, 3, 16));
        hyper.getStack().getProcessor(6).set(0, 0, 900);
        assertThat(parts()).hasSize(3);
        assertThat(parts().get(2).channels()).isEqualTo(2);
        assertThat(parts().get(2).channel(1)[0]).isEqualTo(900);
    }

    @Test
    void closingTheWindowTakesNothingFromAWorkUnderWay() throws IOException {
        ImagePlus stack = current(stack());
        List<SourceImage> parts = parts();
        float[] before = parts.get(1).channel(0).clone();

        stack.flush();

        assertThat(parts.get(1).channel(0)).isEqualTo(before);
        assertThat(parts.get(1).channels()).isEqualTo(1);
    }

    @Test
    void cropsTellWhereTheyLieAndSelectionsOnAMontageChooseCells() throws IOException {
        ImagePlus field = current(IJ.createImage("field", "8-bit ramp", 20, 12, 1));
        field.setRoi(new Roi(3, 2, 8, 6));
        assertThat(parts().get(0).name()).isEqualTo("field at 3,2 8x6");
        assertThat(parts().get(0).width()).isEqualTo(8);

        ImagePlus montage = current(montage(9));
        montage.setRoi(new Roi(18, 2, 5, 5));
        assertThat(parts()).hasSize(1);
        assertThat(parts().get(0).name()).isEqualTo("montage#2");
        assertThat(parts().get(0).width()).isEqualTo(TinyModel.SIDE);
        montage.setRoi(new OvalRoi(0, 0, 2 * TinyModel.SIDE, 2 * TinyModel.SIDE));
        assertThat(parts()).hasSize(4);
        montage.deleteRoi();
        assertThat(parts()).hasSize(9);
    }

    private ImagePlus montage(int count) {
        Path model = new TinyModel(8, 1).write(folder.resolve("model.onnx"));
        try (GeneratorModels models = new GeneratorModels()) {
            return new ImageAssembly(new GenerateImages(models)
                            .run(GenerateRequest.of(model).count(count).seed(1).build(), Progress.SILENT))
                    .montage("montage");
        }
    }

    private static List<SourceImage> parts() {
        return ImageParts.of(new FeaturesCommand().parameters().parse(Map.of("model", "any")));
    }

    private static void run(Map<String, String> given) {
        FeaturesCommand command = new FeaturesCommand();
        Map<String, String> texts = new HashMap<>(given);
        texts.put("model", GoldenFeatures.folder().toString());
        command.run(command.parameters().parse(texts), Progress.SILENT);
    }

    private static ImagePlus current(ImagePlus image) {
        WindowManager.setTempCurrentImage(image);
        return image;
    }

    private static ImagePlus stack() throws IOException {
        ImageStack stack = new ImageStack(SIDE, SIDE);
        for (SourceImage image : GoldenFeatures.images(1)) {
            stack.addSlice(new FloatProcessor(SIDE, SIDE, image.channel(0)));
        }
        return new ImagePlus("golden", stack);
    }

    /** Two columns, three cells, tagged as LatentJ tags its montages. */
    private static ImagePlus montage() throws IOException {
        FloatProcessor sheet = new FloatProcessor(2 * SIDE, 2 * SIDE);
        List<SourceImage> images = GoldenFeatures.images(1);
        for (int i = 0; i < 3; i++) {
            sheet.insert(new FloatProcessor(SIDE, SIDE, images.get(i).channel(0)), i % 2 * SIDE, i / 2 * SIDE);
        }
        ImagePlus montage = new ImagePlus("montage", sheet);
        montage.setProp(ImageTags.LAYOUT, "montage");
        montage.setProp(ImageTags.COUNT, "3");
        montage.setProp(ImageTags.COLUMNS, "2");
        montage.setProp(ImageTags.ROWS, "2");
        montage.setProp(ImageTags.CELL_WIDTH, String.valueOf(SIDE));
        montage.setProp(ImageTags.CELL_HEIGHT, String.valueOf(SIDE));
        return montage;
    }
}
