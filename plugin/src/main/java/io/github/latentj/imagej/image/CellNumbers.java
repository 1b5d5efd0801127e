package io.github.latentj.imagej.image;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The numbers of a montage's cells, drawn over them until they are removed. They lie in the list of the canvas that
 * ImageJ's ROI Manager uses for <em>Show All</em>, so the image and its own overlay stay as they are.
 */
public final class CellNumbers {
    private static final double LARGEST_FONT = 12;
    private static final double SMALLEST_FONT = 7;
    /** Of a cell's width, so that three digits leave the picture to be seen. */
    private static final double SHARE = 0.2;

    private static final Color PAPER = new Color(0, 0, 0, 150);
    private static final Color INK = Color.YELLOW;

    private final ImagePlus image;
    private final ImageCanvas canvas;
    private final Overlay before;

    private CellNumbers(ImagePlus image, ImageCanvas canvas) {
        this.image = image;
        this.canvas = canvas;
        before = canvas == null ? null : canvas.getShowAllList();
    }

    /** @param image null, or an image that is no montage by LatentJ, for no numbers */
    public static CellNumbers over(ImagePlus image) {
        boolean cells = image != null && image.getCanvas() != null && ImageTags.isWholeMontage(image);
        CellNumbers numbers = new CellNumbers(image, cells ? image.getCanvas() : null);
        numbers.mark(Collections.emptySet());
        return numbers;
    }

    /** Draws the numbers, with ink and paper exchanged on those that are picked. */
    public void mark(Set<Integer> picked) {
        if (canvas == null) {
            return;
        }
        List<Rectangle> cells = MontageCells.of(image).cells();
        double zoom = canvas.getMagnification();
        double onScreen = Math.max(SMALLEST_FONT, Math.min(LARGEST_FONT, SHARE * cells.get(0).width * zoom));
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, (int) Math.max(1, Math.round(onScreen / zoom)));
        Overlay numbers = new Overlay();
        numbers.drawLabels(false);
        for (int i = 0; i < cells.size(); i++) {
            TextRoi number = new TextRoi(cells.get(i).x, cells.get(i).y, String.valueOf(i + 1), font);
            boolean marked = picked.contains(i + 1);
            number.setStrokeColor(marked ? Color.BLACK : INK);
            number.setFillColor(marked ? INK : PAPER);
            numbers.add(number);
        }
        canvas.setShowAllList(numbers);
        image.draw();
    }

    public void remove() {
        if (canvas != null) {
            canvas.setShowAllList(before);
            canvas.repaint();
        }
    }
}
