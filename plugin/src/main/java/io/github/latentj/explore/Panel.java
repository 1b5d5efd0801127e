package io.github.latentj.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A block of neighbouring images under a heading, one of those that make a figure. Panels stand in rows and columns like
 * the cells of a table. Immutable.
 */
public final class Panel {
    private final int row;
    private final int column;
    private final List<String> heading;
    private final int first;
    private final int count;
    private final int columns;
    private List<String> columnLabels = Collections.emptyList();
    private List<String> rowLabels = Collections.emptyList();
    private boolean apart;

    private Panel(int row, int column, List<String> heading, int[] images) {
        this.row = row;
        this.column = column;
        this.heading = heading;
        first = images[0];
        count = images[1];
        columns = images[2];
    }

    /** A panel in the given row and column of panels, from 0; it shows no images yet. */
    public static Panel at(int row, int column, String... heading) {
        List<String> lines = Collections.unmodifiableList(new ArrayList<>(Arrays.asList(heading)));
        return new Panel(row, column, lines, new int[] {0, 0, 1});
    }

    /** The same panel with {@code count} images from {@code first} on, row by row in so many columns. */
    public Panel images(int first, int count, int columns) {
        return with(new Panel(row, column, heading, new int[] {first, count, columns}), columnLabels, rowLabels, apart);
    }

    /** The same panel with a word above each column and left of each row; empty lists for none. */
    public Panel labelled(List<String> columnLabels, List<String> rowLabels) {
        return with(copy(), columnLabels, rowLabels, apart);
    }

    /** The same panel, with a line between it and what stands left of it. */
    public Panel setApart() {
        return with(copy(), columnLabels, rowLabels, true);
    }

    private Panel copy() {
        return new Panel(row, column, heading, new int[] {first, count, columns});
    }

    private static Panel with(Panel copy, List<String> columnLabels, List<String> rowLabels, boolean apart) {
        copy.columnLabels = Collections.unmodifiableList(new ArrayList<>(columnLabels));
        copy.rowLabels = Collections.unmodifiableList(new ArrayList<>(rowLabels));
        copy.apart = apart;
        return copy;
    }

    /** Among the panels, from 0. */
    public int row() {
        return row;
    }

    /** Among the panels, from 0. */
    public int column() {
        return column;
    }

    /** Lines above the images. */
    public List<String> heading() {
        return heading;
    }

    /** The first of its images, from 0. */
    public int first() {
        return first;
    }

    /** How many images it shows, row by row. */
    public int count() {
        return count;
    }

    /** Images in one of its rows. */
    public int columns() {
        return columns;
    }

    /** Rows of images. */
    public int rows() {
        return (count + columns - 1) / columns;
    }

    /** A word above each column of images; empty for none. */
    public List<String> columnLabels() {
        return columnLabels;
    }

    /** A word left of each row of images; empty for none. */
    public List<String> rowLabels() {
        return rowLabels;
    }

    /** True if a line is to separate it from what stands left of it. */
    public boolean isApart() {
        return apart;
    }

    /** Which images it shows, counted from 1, and what they are. */
    String inWords() {
        String numbers = count == 1 ? String.valueOf(first + 1) : (first + 1) + "-" + (first + count);
        return numbers + ": " + String.join(", ", heading);
    }
}
