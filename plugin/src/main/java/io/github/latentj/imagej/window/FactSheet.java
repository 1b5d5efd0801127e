package io.github.latentj.imagej.window;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GUI;
import ij.text.TextWindow;
import java.awt.Window;
import java.util.Map;

/** Facts by name, in a window of its own, or in the log where nobody looks at windows. */
public final class FactSheet {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    /** Characters that fit beside the names, at ImageJ's usual font. */
    private static final int WIDEST_LINE = 82;

    private FactSheet() {}

    /** Shows names and values in a table window, or in the log where nobody sees windows. */
    public static void show(String title, Map<String, String> facts) {
        show(title, "Property\tValue", facts);
    }

    /** Shows facts about an image where they cover least of its window. */
    public static void showBeside(ImagePlus image, String title, Map<String, String> facts) {
        show(title, facts);
        Window sheet = WindowManager.getWindow(title);
        if (sheet != null && image.getWindow() != null) {
            sheet.setLocation(BesideDialog.place(
                    sheet.getBounds(), image.getWindow().getBounds(), GUI.getMaxWindowBounds(image.getWindow())));
        }
    }

    /** @param headings of the names and the values, with a tab between them */
    public static void show(String title, String headings, Map<String, String> facts) {
        if (Announcement.isUnseen()) {
            facts.forEach((name, value) -> IJ.log(title + ": " + name + ": " + value.replace("\n", "; ")));
            return;
        }
        StringBuilder rows = new StringBuilder();
        facts.forEach((name, value) -> rows.append(name)
                .append('\t')
                .append(TextLines.wrapped(value, WIDEST_LINE).replace("\n", "\n\t"))
                .append('\n'));
        new TextWindow(title, headings, rows.toString(), WIDTH, HEIGHT);
    }
}
