package io.github.latentj.imagej.image;

import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import io.github.latentj.explore.Panel;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lays panels of images out on a page with margins. Paper, words and lines lie in an overlay that leaves the images free:
 * it changes no pixel, looks alike for every pixel type and number of channels, and is saved in TIFF files. Sizes follow
 * from the images and the words alone, not from the fonts of a computer, so that a page has the same pixels everywhere.
 */
final class FigurePage {
    private static final int SMALLEST_FONT = 10;
    private static final int LARGEST_FONT = 24;
    private static final int SMALLEST_LABEL = 6;
    /** Of the font's size: generous for sans-serif fonts. */
    private static final double CHARACTER = 0.6;

    private static final double LINE = 1.3;
    /** Between neighbouring images. */
    private static final int GUTTER = 2;

    private final List<Panel> panels;
    private final int cellWidth;
    private final int cellHeight;
    private final int font;
    private final int line;
    private final int[] left;
    private final int[] top;
    private final int width;
    private final int height;

    /** @param panels together they show each image once, in the order of the images */
    FigurePage(List<Panel> panels, int cellWidth, int cellHeight) {
        this.panels = panels;
        this.cellWidth = cellWidth;
        this.cellHeight = cellHeight;
        font = Math.max(SMALLEST_FONT, Math.min(LARGEST_FONT, cellWidth / 5));
        line = (int) Math.ceil(LINE * font);
        int columns = panels.stream().mapToInt(Panel::column).max().orElse(0) + 1;
        int rows = panels.stream().mapToInt(Panel::row).max().orElse(0) + 1;
        left = new int[columns];
        int x = font / 2;
        for (int column = 0; column < columns; column++) {
            left[column] = x + (isApart(column) ? font : 0);
            x = left[column] + width(column) + font;
        }
        width = x - font / 2;
        top = new int[rows];
        int y = font / 2;
        for (int row = 0; row < rows; row++) {
            top[row] = y;
            y += linesAbove(row) * line + rowHeight(row) + font;
        }
        height = y - font / 2;
    }

    private boolean isApart(int column) {
        return panels.stream().anyMatch(panel -> panel.column() == column && panel.isApart());
    }

    private int width(int column) {
        return panels.stream()
                .filter(panel -> panel.column() == column)
                .mapToInt(panel ->
                        labelWidth(panel) + Math.max(extent(panel.columns(), cellWidth), widest(panel.heading(), font)))
                .max()
                .orElse(0);
    }

    /** Of so many images side by side. */
    private static int extent(int images, int size) {
        return images * (size + GUTTER) - GUTTER;
    }

    private int labelWidth(Panel panel) {
        int widest = widest(panel.rowLabels(), font);
        return widest > 0 ? widest + font / 2 : 0;
    }

    private static int widest(List<String> words, int size) {
        return (int) Math.ceil(words.stream().mapToInt(String::length).max().orElse(0) * CHARACTER * size);
    }

    private int linesAbove(int row) {
        return panels.stream()
                .filter(panel -> panel.row() == row)
                .mapToInt(
                        panel -> panel.heading().size() + (panel.columnLabels().isEmpty() ? 0 : 1))
                .max()
                .orElse(0);
    }

    private int rowHeight(int row) {
        return panels.stream()
                .filter(panel -> panel.row() == row)
                .mapToInt(panel -> extent(panel.rows(), cellHeight))
                .max()
                .orElse(0);
    }

    private int x(Panel panel) {
        return left[panel.column()] + labelWidth(panel);
    }

    private int y(Panel panel) {
        return top[panel.row()] + linesAbove(panel.row()) * line;
    }

    MontageCells cells() {
        List<Rectangle> cells = new ArrayList<>();
        for (Panel panel : panels) {
            for (int i = 0; i < panel.count(); i++) {
                int x = x(panel) + i % panel.columns() * (cellWidth + GUTTER);
                int y = y(panel) + i / panel.columns() * (cellHeight + GUTTER);
                cells.add(new Rectangle(x, y, cellWidth, cellHeight));
            }
        }
        return MontageCells.placed(width, height, cells);
    }

    Overlay overlay() {
        Overlay overlay = new Overlay();
        Path2D paper = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        paper.append(new Rectangle(width, height), false);
        cells().cells().forEach(cell -> paper.append(cell, false));
        Roi sheet = new ShapeRoi(new Area(paper));
        sheet.setFillColor(Color.WHITE);
        sheet.setName("paper");
        overlay.add(sheet);
        for (int column = 0; column < left.length; column++) {
            if (isApart(column)) {
                Roi separation = new Line(left[column] - font, font / 2, left[column] - font, height - font / 2);
                separation.setStrokeColor(Color.BLACK);
                separation.setName("separation");
                overlay.add(separation);
            }
        }
        panels.forEach(panel -> write(panel, overlay));
        // A click must reach the images beneath.
        overlay.selectable(false);
        return overlay;
    }

    private void write(Panel panel, Overlay overlay) {
        List<String> upwards = new ArrayList<>(panel.heading());
        Collections.reverse(upwards);
        int y = y(panel) - (panel.columnLabels().isEmpty() ? 0 : line);
        for (String words : upwards) {
            y -= line;
            add(overlay, words, x(panel), y, font);
        }
        for (int column = 0; column < panel.columnLabels().size(); column++) {
            String label = panel.columnLabels().get(column);
            int size = (int) Math.min(font, cellWidth / (CHARACTER * label.length()));
            double middle = x(panel) + column * (cellWidth + GUTTER) + cellWidth / 2.0;
            add(overlay, label, middle - label.length() * CHARACTER * size / 2, y(panel) - line, size);
        }
        for (int row = 0; row < panel.rowLabels().size(); row++) {
            double middle = y(panel) + row * (cellHeight + GUTTER) + cellHeight / 2.0;
            add(overlay, panel.rowLabels().get(row), left[panel.column()], middle - line / 2.0, font);
        }
    }

    private static void add(Overlay overlay, String words, double x, double y, int size) {
        if (words.isEmpty()) {
            return;
        }
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(SMALLEST_LABEL, size));
        TextRoi text = new TextRoi(x, y, words, font);
        text.setStrokeColor(Color.BLACK);
        text.setName(words);
        overlay.add(text);
    }
}
