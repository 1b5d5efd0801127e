package io.github.latentj.imagej;

import ij.gui.GUI;
import ij.measure.ResultsTable;
import ij.text.TextWindow;

/** New rows at the end of ImageJ's Results table, one for each image. */
final class ResultRows {
    private static final int COLUMN_WIDTH = 110;

    private final ResultsTable table = ResultsTable.getResultsTable();
    private final int first = table.size();

    void add(String label) {
        table.incrementCounter();
        table.addLabel(label);
    }

    /**
     * Fills a column, a new one if there is none of the name.
     *
     * @param values one for each row
     */
    void column(String name, int decimals, double... values) {
        int found = table.getColumnIndex(name);
        int column = found == ResultsTable.COLUMN_NOT_FOUND ? table.getFreeColumn(name) : found;
        for (int i = 0; i < values.length; i++) {
            table.setValue(column, first + i, values[i]);
        }
        // Last, because ImageJ forgets them when a column gets its first value.
        table.setDecimalPlaces(column, decimals);
    }

    void show() {
        boolean wasOpen = ResultsTable.getResultsWindow() != null;
        table.show("Results");
        TextWindow window = ResultsTable.getResultsWindow();
        if (!wasOpen && window != null) {
            // ImageJ opens it with a width that hides what is right of the first columns.
            int columns = table.getHeadings().length + 1;
            int most = GUI.getMaxWindowBounds(window).width;
            window.setSize(Math.max(window.getWidth(), Math.min(most, columns * COLUMN_WIDTH)), window.getHeight());
        }
    }
}
