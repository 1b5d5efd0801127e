package io.github.latentj.imagej.window;

import ij.IJ;
import io.github.latentj.inference.runtime.Progress;

/** Shows progress in ImageJ's status bar; Escape cancels. */
public final class StatusBarProgress implements Progress {
    private final String title;

    public StatusBarProgress(String title) {
        this.title = title;
    }

    @Override
    public void report(int done, int total) {
        IJ.showStatus(title + ": " + done + "/" + total + " (Escape stops)");
        IJ.showProgress(done, total);
    }

    @Override
    public void report(int done, int total, String news) {
        IJ.showStatus(title + ": " + news + " (Escape stops)");
        IJ.showProgress(done, total);
    }

    @Override
    public boolean cancelled() {
        return IJ.escapePressed();
    }

    /** Empties the bar and leaves one last word. */
    public static void clear(String status) {
        IJ.showProgress(1.0);
        IJ.showStatus(status);
    }
}
