package io.github.latentj.imagej.measure;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.text.TextPanel;
import ij.text.TextWindow;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A place apart where macros measure: batch mode, a Results table of its own that no window shows, and none of the
 * user's tables in reach. {@link #close()} gives everything back as it was.
 */
final class MeasuringDesk implements AutoCloseable {
    private final boolean batchMode = Interpreter.batchMode;
    private final ImagePlus current = WindowManager.getTempCurrentImage();
    private final TextPanel panel = IJ.isResultsWindow() ? IJ.getTextPanel() : null;
    private final ResultsTable table = Analyzer.getResultsTable();
    private final ShownDecimals decimals = new ShownDecimals(table);
    private final int measurements = Analyzer.getMeasurements();
    private final int precision = Analyzer.getPrecision();
    private final boolean blackBackground = Prefs.blackBackground;
    private final Set<Integer> openImages = batchImages();
    private final List<Frame> hiddenTables = new ArrayList<>();
    private ImagePlus laid;

    MeasuringDesk() {
        for (Frame frame : windows()) {
            if (frame instanceof TextWindow
                    && ((TextWindow) frame).getTextPanel().getResultsTable() != null) {
                WindowManager.removeWindow(frame);
                hiddenTables.add(frame);
            }
        }
        // Without one, ImageJ would open a window for the first result.
        IJ.setTextPanel(GraphicsEnvironment.isHeadless() ? null : new TextPanel("Measurements"));
    }

    private static Frame[] windows() {
        Frame[] windows = WindowManager.getNonImageWindows();
        return windows == null ? new Frame[0] : windows;
    }

    private static Set<Integer> batchImages() {
        Set<Integer> ids = new TreeSet<>();
        for (int id : Interpreter.getBatchModeImageIDs()) {
            ids.add(id);
        }
        return ids;
    }

    /** Makes an image the active one, and the table empty. */
    void lay(ImagePlus image) {
        laid = image;
        Analyzer.setResultsTable(new ResultsTable());
        Interpreter.batchMode = true;
        image.show();
    }

    /** What the macro wrote. */
    ResultsTable table() {
        return Analyzer.getResultsTable();
    }

    /** Closes the image, and those that the macro opened. Between images, ImageJ shows progress again. */
    void clear() {
        for (int id : batchImages()) {
            ImagePlus image = openImages.contains(id) ? null : Interpreter.getBatchModeImage(id);
            if (image != null) {
                close(image);
            }
        }
        // It has a window if the macro left batch mode.
        close(laid);
        Interpreter.batchMode = batchMode;
        WindowManager.setTempCurrentImage(current);
    }

    private static void close(ImagePlus image) {
        image.changes = false;
        image.close();
    }

    @Override
    public void close() {
        Analyzer.setResultsTable(table);
        decimals.restore();
        IJ.setTextPanel(panel);
        Analyzer.setUnsavedMeasurements(table.size() > 0);
        Analyzer.setMeasurements(measurements);
        Analyzer.setPrecision(precision);
        Prefs.blackBackground = blackBackground;
        hiddenTables.stream().filter(Frame::isDisplayable).forEach(WindowManager::addWindow);
    }
}
