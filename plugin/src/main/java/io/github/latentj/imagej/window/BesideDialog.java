package io.github.latentj.imagej.window;

import ij.IJ;
import ij.gui.GUI;
import ij.gui.GenericDialog;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A dialog that opens where it covers least of a window, beside it if there is room. */
public final class BesideDialog extends GenericDialog {
    private static final long serialVersionUID = 1L;
    private static final int GAP = 8;

    private final transient Window window;

    /** @param window null for a dialog in the middle of the screen */
    public BesideDialog(String title, Window window) {
        super(title);
        this.window = window;
    }

    /** ImageJ calls this when the size is known, before it shows the dialog. */
    @Override
    protected void setup() {
        if (window == null || !window.isShowing()) {
            return;
        }
        Rectangle centre = centred(getBounds(), GUI.getMaxWindowBounds(IJ.getInstance()));
        Point beside = place(centre, window.getBounds(), GUI.getMaxWindowBounds(window));
        setLocation(beside);
        centerDialog(false);
        // X11 may tell of the place before this one so late that AWT goes back to it.
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowOpened(WindowEvent opened) {
                setLocation(beside);
            }
        });
    }

    /** As ImageJ places its dialogs. */
    private static Rectangle centred(Rectangle dialog, Rectangle screen) {
        int x = screen.x + Math.max(0, (screen.width - dialog.width) / 2);
        int y = screen.y + Math.max(0, (screen.height - dialog.height) / 4);
        return new Rectangle(new Point(x, y), dialog.getSize());
    }

    /**
     * Moves a window to where it covers least of another.
     *
     * @param window null, or one that does not show, for nothing to move
     * @param other likewise
     */
    static void moveBeside(Window window, Window other) {
        if (window != null && window.isShowing() && other != null && other.isShowing()) {
            window.setLocation(place(window.getBounds(), other.getBounds(), GUI.getMaxWindowBounds(window)));
        }
    }

    /** Where a dialog covers least: it stays, or goes to the right, the left, below or above, inside the screen. */
    public static Point place(Rectangle dialog, Rectangle window, Rectangle screen) {
        List<Point> places = Arrays.asList(
                dialog.getLocation(),
                new Point(window.x + window.width + GAP, window.y),
                new Point(window.x - GAP - dialog.width, window.y),
                new Point(window.x, window.y + window.height + GAP),
                new Point(window.x, window.y - GAP - dialog.height));
        return places.stream()
                .map(place -> inside(place, dialog, screen))
                .min(Comparator.comparingLong(place -> covered(place, dialog, window)))
                .orElse(dialog.getLocation());
    }

    private static Point inside(Point place, Rectangle dialog, Rectangle screen) {
        int x = Math.max(screen.x, Math.min(place.x, screen.x + screen.width - dialog.width));
        int y = Math.max(screen.y, Math.min(place.y, screen.y + screen.height - dialog.height));
        return new Point(x, y);
    }

    private static long covered(Point place, Rectangle dialog, Rectangle window) {
        Rectangle common = new Rectangle(place, dialog.getSize()).intersection(window);
        return common.isEmpty() ? 0 : (long) common.width * common.height;
    }
}
