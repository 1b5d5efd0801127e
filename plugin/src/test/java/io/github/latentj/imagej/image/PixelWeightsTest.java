package io.github.latentj.imagej.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import java.awt.Rectangle;
import org.junit.jupiter.api.Test;

/** How much each pixel of an image counts. */
class PixelWeightsTest {
    @Test
    void aWeightImageMultipliesTheSelectionAndMustFit() {
        ImagePlus image = IJ.createImage("cells", "8-bit", 4, 4, 1);
        ImagePlus counts = new ImagePlus("counts", new FloatProcessor(4, 4));
        counts.getProcessor().set(2.5);
        ImagePlus small = new ImagePlus("small", new FloatProcessor(2, 2));
        PixelWeights weights = new PixelWeights(image);
        weights.inside(new Roi(0, 0, 2, 4));

        weights.times(counts, "weights");

        assertThat(weights.of(new Rectangle(1, 1, 2, 1))).containsExactly(2.5f, 0);
        assertThatThrownBy(() -> weights.times(small, "weights"))
                .hasMessage("weights: 'small' must be as large as the image, 4 x 4 pixels; found 2 x 2");
    }
}
