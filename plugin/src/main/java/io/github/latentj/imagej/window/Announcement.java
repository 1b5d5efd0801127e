package io.github.latentj.imagej.window;

import ij.IJ;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.awt.Window;

/** Where a command says what it found: the status bar, or the log if nobody sees that. A window opens only for warnings. */
public final class Announcement {
    static final String LOG = "Log";
    private static final int LINE = 110;
    /** Of a window that shows such a line. */
    private static final int WIDTH = 820;

    private Announcement() {}

    /** True in batch mode and headless. */
    public static boolean isUnseen() {
        return Interpreter.isBatchMode() || GraphicsEnvironment.isHeadless();
    }

    /** The last word of a command: it stays in the status bar. */
    public static void result(String title, String text) {
        StatusBarProgress.clear(title + ": " + text);
        detail(title, text);
    }

    /** What a window of the command shows, too: needed only by those who see none. */
    public static void detail(String title, String text) {
        if (isUnseen()) {
            IJ.log(title + ": " + text);
        }
    }

    /** What a person must know: it opens the log, beside the Results window. */
    public static void warning(String title, String text) {
        String line = title + ": " + text;
        if (isUnseen()) {
            IJ.log(line);
            return;
        }
        boolean wasOpen = WindowManager.getWindow(LOG) != null;
        IJ.log(TextLines.wrapped(line, LINE));
        Window log = WindowManager.getWindow(LOG);
        if (!wasOpen && log != null) {
            log.setSize(Math.max(WIDTH, log.getWidth()), log.getHeight());
            BesideDialog.moveBeside(log, ResultsTable.getResultsWindow());
        }
    }
}
