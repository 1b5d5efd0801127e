package io.github.latentj.trainer.evaluate;

import java.util.List;

/**
 * What one kind of measurement found, ready to be shown.
 *
 * @param key a word for file names
 * @param notes how to read it and what its source is, a paragraph each
 */
public record Section(
        String key, String title, List<String> notes, List<Table> tables, List<Mosaic> mosaics, List<Plot> plots) {
    /** @param rows cells are text or finite numbers, in the order of the columns */
    public record Table(String title, List<String> columns, List<List<Object>> rows) {}

    /**
     * Images side by side.
     *
     * @param images float32 [count, channels, side, side] in [-1, 1]
     */
    public record Mosaic(String name, String caption, float[] images, int count, int channels, int side, int columns) {}

    /** Lines in one chart. */
    public record Plot(String name, String caption, String xAxis, List<Line> lines) {}

    /** One line of a chart. */
    public record Line(String name, double[] x, double[] y) {}
}
