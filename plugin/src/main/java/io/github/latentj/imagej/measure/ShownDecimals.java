package io.github.latentj.imagej.measure;

import ij.measure.ResultsTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The decimal places with which a table shows its columns, and with which they would be saved. ImageJ forgets them when
 * it makes a table its Results table, and tells them only by what the table shows.
 */
final class ShownDecimals {
    private final ResultsTable table;
    private final List<String> shown;

    ShownDecimals(ResultsTable table) {
        this.table = table;
        shown = shown();
    }

    /** For each column a number as it is shown, empty if none has a fraction. */
    private List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (int column = 0; column <= table.getLastColumn(); column++) {
            String number = "";
            for (int row = 0; row < table.size() && number.isEmpty() && table.columnExists(column); row++) {
                String text = table.getStringValue(column, row);
                number = text != null && text.matches("-?[0-9]+\\.[0-9]+(E-?[0-9]+)?") ? text : "";
            }
            shown.add(number);
        }
        return shown;
    }

    /** Gives the columns that are shown in another way now the decimal places that they had. */
    void restore() {
        List<String> now = shown();
        for (int column = 0; column < shown.size(); column++) {
            String before = shown.get(column);
            if (!before.isEmpty() && !before.equals(now.get(column))) {
                String fraction = before.substring(before.indexOf('.') + 1).replaceAll("E.*", "");
                table.setDecimalPlaces(column, before.contains("E") ? -fraction.length() : fraction.length());
            }
        }
    }
}
