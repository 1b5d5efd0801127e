package io.github.latentj.imagej.measure;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.util.Tools;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.explore.RequestException;
import io.github.latentj.imagej.image.PlaneImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Measures images by an ImageJ macro, which finds one image open and leaves one row in the Results table, a table of
 * its own: no window opens and the user's table stays. Close it to give the user's table and settings back.
 */
final class MeasuringMacro implements ClosableMeasurer {
    private final String name;
    private final String macro;
    private final MeasuringDesk desk = new MeasuringDesk();
    private final MacroErrorWatch watch = new MacroErrorWatch();

    /** @param name for messages */
    MeasuringMacro(String name, String macro) {
        this.name = name;
        this.macro = macro;
    }

    @Override
    public Map<String, Double> measure(GeneratorSpec spec, Object[] planes) {
        ImagePlus image = PlaneImage.of(spec, planes);
        try {
            desk.lay(image);
            run();
        } finally {
            desk.clear();
        }
        return row(desk.table());
    }

    private void run() {
        // Each macro that starts makes ImageJ forget that Escape was pressed.
        requireNoEscape();
        Interpreter interpreter = new Interpreter();
        // An error would open a dialog and end the batch mode of a calling macro.
        interpreter.setIgnoreErrors(true);
        watch.over(interpreter);
        String exception = null;
        try {
            interpreter.run(macro, "");
        } catch (RuntimeException failed) {
            exception = Macro.MACRO_CANCELED.equals(failed.getMessage()) ? "it ended itself" : failed.toString();
        }
        requireNoEscape();
        String error = interpreter.getErrorMessage() == null ? exception : interpreter.getErrorMessage();
        if (error != null) {
            throw new RequestException(
                    "the measuring macro " + name + " failed near line " + interpreter.getLineNumber() + ": " + error);
        }
    }

    private static void requireNoEscape() {
        if (IJ.escapePressed()) {
            throw new CancellationException("measuring was cancelled");
        }
    }

    private Map<String, Double> row(ResultsTable table) {
        if (table.size() == 0) {
            return Collections.emptyMap();
        }
        if (table.size() > 1) {
            throw new RequestException("the measuring macro " + name
                    + " must leave one row in the Results table for each image, found " + table.size());
        }
        Map<String, Double> row = new LinkedHashMap<>();
        for (int column = 0; column <= table.getLastColumn(); column++) {
            if (table.columnExists(column)) {
                row.put(table.getColumnHeading(column), number(table, column));
            }
        }
        return row;
    }

    /** Macros easily write numbers as text: {@code setResult("Area", 0, List.getValue("Area"))} does. */
    private static double number(ResultsTable table, int column) {
        double value = table.getValueAsDouble(column, 0);
        return Double.isNaN(value) ? Tools.parseDouble(table.getStringValue(column, 0), Double.NaN) : value;
    }

    @Override
    public void close() {
        watch.close();
        desk.close();
    }
}
