package io.github.latentj.imagej.dialog;

import java.awt.event.WindowEvent;
import java.awt.event.WindowListener;

/** Passes everything on but the wish to close. */
final class UnclosableWindow implements WindowListener {
    private final WindowListener inner;

    UnclosableWindow(WindowListener inner) {
        this.inner = inner;
    }

    @Override
    public void windowClosing(WindowEvent event) {
        // not while its images are asked for
    }

    @Override
    public void windowOpened(WindowEvent event) {
        inner.windowOpened(event);
    }

    @Override
    public void windowClosed(WindowEvent event) {
        inner.windowClosed(event);
    }

    @Override
    public void windowIconified(WindowEvent event) {
        inner.windowIconified(event);
    }

    @Override
    public void windowDeiconified(WindowEvent event) {
        inner.windowDeiconified(event);
    }

    @Override
    public void windowActivated(WindowEvent event) {
        inner.windowActivated(event);
    }

    @Override
    public void windowDeactivated(WindowEvent event) {
        inner.windowDeactivated(event);
    }
}
