package io.github.latentj.e2e;

import ij.IJ;
import ij.WindowManager;
import ij.text.TextWindow;
import java.awt.Color;
import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs macro lines in ImageJ with its windows open and photographs what each brings: new windows side by side, or the
 * log. Each starts from a stack of 16 images. Arguments: ImageJ folder, folder for pictures, model, and for each command
 * its title and its macro line.
 */
final class CommandPicturesDriver {
    private static final int LEFT = 20;
    private static final int TOP = 150;
    private static final int GAP = 8;
    /** Out of the picture, on a screen of 1280 x 900. */
    private static final int FAR = 780;

    private static final int TEXT_WIDTH = 900;
    private static final int HIGHEST_TEXT = 300;

    private static final Color DESK = new Color(0xe8, 0xe8, 0xe8);

    private final ImageJDriver driver;
    private final Frame desk = desk();
    private final Path pictures;
    private final String model;

    private CommandPicturesDriver(ImageJDriver driver, Path pictures, String model) {
        this.driver = driver;
        this.pictures = pictures;
        this.model = model;
    }

    public static void main(String[] arguments) throws Exception {
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        IJ.getInstance().setLocation(LEFT, 10);
        CommandPicturesDriver gallery = new CommandPicturesDriver(driver, Path.of(arguments[1]), arguments[2]);
        for (int i = 3; i < arguments.length; i += 2) {
            gallery.photograph(arguments[i], arguments[i + 1]);
        }
        System.exit(0);
    }

    private void photograph(String title, String macro) throws Exception {
        IJ.run("Close All");
        closeTexts();
        IJ.runMacro("run('LatentJ Generate...', 'model=[" + model + "] count=16 seed=7 output=stack');");
        List<Window> before = showing();
        IJ.runMacro(macro);
        driver.pause(1000);
        before.forEach(window -> window.setLocation(FAR, FAR));
        List<Window> after = showing();
        after.removeAll(before);
        if (after.isEmpty()) {
            throw new IllegalStateException(title + " shows nothing");
        }
        Window log = WindowManager.getWindow("Log");
        if (after.size() > 1 && after.remove(log)) {
            log.setLocation(FAR, FAR);
        }
        driver.photograph(
                arranged(after), pictures.resolve(slug(title) + ".png").toFile());
    }

    private static String slug(String title) {
        return title.replace("LatentJ ", "").toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    }

    private void closeTexts() {
        IJ.run("Clear Results");
        for (Window window : showing()) {
            if (window instanceof TextWindow text) {
                text.close(false);
            }
        }
    }

    /** A desk of one light colour under the windows. */
    private static Frame desk() {
        Frame desk = new Frame();
        desk.setUndecorated(true);
        desk.setBackground(DESK);
        desk.setBounds(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()));
        desk.setFocusableWindowState(false);
        desk.setVisible(true);
        desk.toBack();
        return desk;
    }

    private List<Window> showing() {
        List<Window> showing = new ArrayList<>(Arrays.asList(Window.getWindows()));
        showing.removeIf(window -> !window.isShowing() || window == IJ.getInstance() || window == desk);
        return showing;
    }

    private Rectangle arranged(List<Window> windows) {
        int x = LEFT;
        Rectangle all = null;
        for (Window window : windows) {
            if (window instanceof TextWindow) {
                window.setSize(TEXT_WIDTH, Math.min(window.getHeight(), HIGHEST_TEXT));
            }
            window.setLocation(x, TOP);
            window.toFront();
            driver.pause(500);
            Rectangle bounds = window.getBounds();
            all = all == null ? bounds : all.union(bounds);
            x += bounds.width + GAP;
        }
        all.grow(GAP, GAP);
        return all;
    }
}
