package io.github.latentj.imagej;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import java.awt.Color;
import java.awt.Font;

/** Words over the first row of a montage, as an overlay: the pixels stay as they are. */
final class CellLabels {
    private static final int LARGEST_FONT = 14;
    private static final int SMALLEST_FONT = 6;

    private CellLabels() {}

    /** Writes the words over the first row's cells, again and again if there are more cells. */
    static void write(ImagePlus montage, String... words) {
        int columns = ImageTags.positive(montage, ImageTags.COLUMNS);
        int width = ImageTags.positive(montage, ImageTags.CELL_WIDTH);
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(SMALLEST_FONT, Math.min(LARGEST_FONT, width / 8)));
        Overlay labels = new Overlay();
        for (int column = 0; column < columns; column++) {
            TextRoi label = new TextRoi(column * width + 1.0, 1.0, words[column % words.length], font);
            label.setStrokeColor(Color.YELLOW);
            labels.add(label);
        }
        // A click must reach the image beneath.
        labels.selectable(false);
        montage.setOverlay(labels);
    }
}
