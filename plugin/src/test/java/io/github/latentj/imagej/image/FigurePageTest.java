package io.github.latentj.imagej.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.gui.Overlay;
import ij.gui.TextRoi;
import io.github.latentj.explore.Panel;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How panels become a page with paper and words. */
class FigurePageTest {
    @Test
    void captionsOfAFigureHaveOneSize() {
        List<String> captions = Arrays.asList("image", "found", "residual", "spread");
        Panel panel = Panel.at(0, 0).images(0, 4, 4).labelled(captions, Collections.emptyList());

        Overlay figure = new FigurePage(Collections.singletonList(panel), 64, 64).overlay();

        assertThat(Arrays.stream(figure.toArray())
                        .filter(TextRoi.class::isInstance)
                        .map(roi -> ((TextRoi) roi).getCurrentFont().getSize()))
                .hasSize(4)
                .containsOnly(12);
    }
}
