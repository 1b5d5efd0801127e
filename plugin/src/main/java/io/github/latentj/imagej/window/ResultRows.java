package io.github.latentj.imagej.window;

import ij.WindowManager;
import ij.gui.GUI;
import ij.measure.ResultsTable;
import ij.text.TextWindow;

/**
 * New rows at the end of ImageJ's Results table, one for each image. What was not measured is NaN in either direction: in
 * earlier rows of new columns, and in new rows of others' columns. ImageJ alone would write 0, which looks measured.
 */
public final class ResultRows {
    private static final int COLUMN_WIDTH = 110;

    private final ResultsTable table = ResultsTable.getResultsTable();
    private final int first = table.size();

    public ResultRows() {
        // For cells that come later; ImageJ's next Measure sets it as the user chose it in Set Measurements.
        table.setNaNEmptyCells(true);
    }

    /** Begins a row, empty but for its label. */
    public void add(String label) {
        table.incrementCounter();
        table.addLabel(label);
        for (int column = 0; column <= table.getLastColumn(); column++) {
            if (table.columnExists(column)) {
                table.setValue(column, table.size() - 1, Double.NaN);
            }
        }
    }

    /**
     * Fills a column, a new one if there is none of the name.
     *
     * @param values one for each row
     */
    public void column(String name, int decimals, double... values) {
        int found = table.getColumnIndex(name);
        int column = found == ResultsTable.COLUMN_NOT_FOUND ? table.getFreeColumn(name) : found;
        for (int i = 0; i < values.length; i++) {
            table.setValue(column, first + i, values[i]);
        }
        // Last, because ImageJ forgets them when a column gets its first value.
        table.setDecimalPlaces(column, decimals);
    }

    /** Shows the Results window, in front. */
    public void show() {
        boolean wasOpen = ResultsTable.getResultsWindow() != null;
        table.show("Results");
        TextWindow window = ResultsTable.getResultsWindow();
        if (window != null && !Announcement.isUnseen()) {
            window.toFront();
        }
        if (!wasOpen && window != null) {
            // ImageJ opens it with a width that hides what is right of the first columns.
            int columns = table.getHeadings().length + 1;
            int most = GUI.getMaxWindowBounds(window).width;
            window.setSize(Math.max(window.getWidth(), Math.min(most, columns * COLUMN_WIDTH)), window.getHeight());
            BesideDialog.moveBeside(window, WindowManager.getWindow(Announcement.LOG));
        }
    }
}
