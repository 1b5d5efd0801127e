package io.github.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import io.github.latentj.explore.GoldenFeatures;
import io.github.latentj.explore.real.SourceImage;
import io.github.latentj.imagej.image.ImageParts;
import io.github.latentj.imagej.image.IntensityRange;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectCommandTest {
    private static final ProjectCommand COMMAND = new ProjectCommand();

    @AfterEach
    void forgetImage() {
        WindowManager.setTempCurrentImage(null);
    }

    @Test
    void aSelectionWeighsItsPixels() {
        ImagePlus image = current(IJ.createImage("cells", "16-bit", 8, 6, 2));
        image.setRoi(new OvalRoi(1, 1, 4, 4));

        List<SourceImage> parts = parts(Map.of("selection", "weights"));

        assertThat(parts).hasSize(2);
        float[] weights = parts.get(1).weights().orElseThrow();
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 8; x++) {
                assertThat(weights[y * 8 + x]).isEqualTo(image.getRoi().contains(x, y) ? 1 : 0);
            }
        }
        assertThat(parts(Map.of("selection", "ignore")).get(0).weights()).isEmpty();
    }

    @Test
    void aSelectionCropsWithItsShape() {
        ImagePlus image = current(IJ.createImage("field", "8-bit ramp", 20, 20, 1));
        image.setRoi(new OvalRoi(5, 3, 6, 4));

        SourceImage part = parts(Map.of()).get(0);

        assertThat(part.width()).isEqualTo(6);
        assertThat(part.height()).isEqualTo(4);
        assertThat(part.weights().orElseThrow()[0]).isZero();
        assertThat(part.weights().orElseThrow()[2 * 6 + 3]).isEqualTo(1);
        assertThat(part.isArea()).isTrue();
        assertThat(part.channel(0)[0]).isEqualTo(image.getProcessor().getPixelValue(5, 3));
    }

    @Test
    void selectionsBeyondTheImageAndLinesAreUnderstood() {
        ImagePlus image = current(IJ.createImage("field", "8-bit", 20, 20, 1));
        image.setRoi(new Roi(15, 15, 10, 10));
        assertThat(parts(Map.of("selection", "weights")).get(0).weights().orElseThrow()[399])
                .isEqualTo(1);
        assertThat(parts(Map.of()).get(0).width()).isEqualTo(5);

        image.setRoi(new ij.gui.Line(0, 0, 9, 9));
        assertThat(parts(Map.of()).get(0).weights()).isEmpty();
    }

    @Test
    void anImageOfWeightsMustBeOpen() {
        current(IJ.createImage("cells", "8-bit", 4, 4, 1));

        assertThatThrownBy(() -> parts(Map.of("weights", "counts"))).hasMessage("weights: no image 'counts' is open");
    }

    @Test
    void displayedRangeIsRecordedAsNumbers() {
        ImagePlus image = current(IJ.createImage("cells", "16-bit", 4, 4, 1));
        image.setDisplayRange(310, 4095);

        assertThat(COMMAND.explicit(values(Map.of("range", "Display"))).text("range"))
                .isEqualTo("310.0-4095.0");
        Problems problems = new Problems();
        COMMAND.check(values(Map.of("range", "display")), problems);
        problems.throwIfAny();
        assertThat(COMMAND.explicit(values(Map.of())).text("range")).isEqualTo("model");
        IntensityRange negative = IntensityRange.of(values(Map.of("range", "-1.5e1 - -2")));
        assertThat(negative.minimum()).isEqualTo(-15);
        assertThat(negative.maximum()).isEqualTo(-2);
        assertThat(IntensityRange.of(values(Map.of("range", "model")))).isNull();
        for (String wrong : new String[] {"auto", "-", "3", "3-e"}) {
            assertThatThrownBy(() -> IntensityRange.of(values(Map.of("range", wrong))))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageEndingWith("found '" + wrong + "'");
        }
    }

    private static List<SourceImage> parts(Map<String, String> given) {
        return ImageParts.weighted(values(given));
    }

    private static ParameterValues values(Map<String, String> given) {
        Map<String, String> texts = new HashMap<>(given);
        texts.put("model", GoldenFeatures.folder().toString());
        return COMMAND.parameters().parse(texts);
    }

    private static ImagePlus current(ImagePlus image) {
        WindowManager.setTempCurrentImage(image);
        return image;
    }
}
