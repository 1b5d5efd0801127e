package io.github.latentj.e2e;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import java.awt.AWTException;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.MenuItem;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.swing.JLabel;

/** Sits inside a running ImageJ and does what a person does: choose from menus, click, type, look. */
final class ImageJDriver {
    private static final long PATIENCE_MILLIS = 60_000;

    private final Robot robot;

    private ImageJDriver() throws AWTException {
        robot = new Robot();
        robot.setAutoDelay(30);
    }

    /** Shows the window of ImageJ, with its plugins from the given folder, or of Fiji where this runs in one. */
    static ImageJDriver startImageJ(String folder) throws AWTException {
        ImageJDriver driver = new ImageJDriver();
        if (FijiLauncher.isFiji()) {
            FijiLauncher.showFiji();
            driver.waitFor("Fiji", IJ::getInstance);
            driver.pause(2000);
        } else {
            ImageJ.main(new String[] {"-ijpath", folder, "-port0"});
        }
        return driver;
    }

    /** Chooses a menu entry, such as {@code Plugins}, {@code LatentJ}, {@code LatentJ Generate...}. */
    void chooseMenu(String... path) {
        MenuItem item = entry(menu(Arrays.copyOf(path, path.length - 1)), path[path.length - 1]);
        IJ.getInstance().actionPerformed(new ActionEvent(item, ActionEvent.ACTION_PERFORMED, item.getLabel()));
    }

    /** All entries of a menu. */
    List<MenuItem> entries(String... path) {
        Menu menu = menu(path);
        List<MenuItem> entries = new ArrayList<>();
        for (int i = 0; i < menu.getItemCount(); i++) {
            entries.add(menu.getItem(i));
        }
        return entries;
    }

    private static Menu menu(String... path) {
        MenuBar bar = Menus.getMenuBar();
        Menu menu = null;
        for (int i = 0; i < bar.getMenuCount() && menu == null; i++) {
            menu = bar.getMenu(i).getLabel().equals(path[0]) ? bar.getMenu(i) : null;
        }
        for (int i = 1; i < path.length; i++) {
            menu = (Menu) entry(menu, path[i]);
        }
        return menu;
    }

    private static MenuItem entry(Menu menu, String label) {
        for (int i = 0; i < menu.getItemCount(); i++) {
            if (menu.getItem(i).getLabel().equals(label)) {
                return menu.getItem(i);
            }
        }
        throw new IllegalStateException("the menu " + menu.getLabel() + " has no entry " + label);
    }

    /** Waits for a window whose title begins so. */
    Window window(String title) {
        return waitFor("a window " + title, () -> {
            for (Window window : Window.getWindows()) {
                if (window.isShowing() && title(window).startsWith(title)) {
                    return window;
                }
            }
            return null;
        });
    }

    /** Waits for a window of this class. */
    Window window(Class<? extends Window> kind) {
        return waitFor("a " + kind.getSimpleName(), () -> {
            for (Window window : Window.getWindows()) {
                if (window.isShowing() && kind.isInstance(window)) {
                    return window;
                }
            }
            return null;
        });
    }

    /** The titles of all windows on the screen. */
    List<String> titles() {
        List<String> titles = new ArrayList<>();
        for (Window window : Window.getWindows()) {
            if (window.isShowing()) {
                titles.add(title(window));
            }
        }
        return titles;
    }

    private static String title(Window window) {
        if (window instanceof java.awt.Frame frame) {
            return frame.getTitle();
        }
        return window instanceof java.awt.Dialog dialog ? dialog.getTitle() : "";
    }

    ImagePlus image() {
        return waitFor("an image", WindowManager::getCurrentImage);
    }

    /** What ImageJ's status bar says. */
    String statusText() {
        return components(IJ.getInstance().getStatusBar(), JLabel.class).get(0).getText();
    }

    /** All components of a kind inside a window, in order. */
    <C extends Component> List<C> components(Container container, Class<C> kind) {
        List<C> found = new ArrayList<>();
        for (Component component : container.getComponents()) {
            if (kind.isInstance(component)) {
                found.add(kind.cast(component));
            } else if (component instanceof Container inner) {
                found.addAll(components(inner, kind));
            }
        }
        return found;
    }

    /** Presses the left button over the middle of a component. */
    void click(Component component) {
        Point corner = component.getLocationOnScreen();
        robot.mouseMove(corner.x + component.getWidth() / 2, corner.y + component.getHeight() / 2);
        robot.delay(100);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }

    /**
     * Closes a dialog with OK or Cancel by mouse, or by Enter or Escape, or by giving its button what a click gives:
     * without a window manager a window does not always get what is meant for it.
     */
    void closeDialog(Window dialog, String label) {
        Button button = button(dialog, label);
        int[] tries = {0};
        waitFor(dialog.getName() + " to close", () -> {
            if (dialog.isShowing()) {
                click(button);
                robot.delay(300);
            }
            if (dialog.isShowing()) {
                press(label.equals("OK") ? KeyEvent.VK_ENTER : KeyEvent.VK_ESCAPE);
                robot.delay(300);
            }
            if (dialog.isShowing() && ++tries[0] > 2) {
                hand(button);
                robot.delay(300);
            }
            return dialog.isShowing() ? null : "closed";
        });
    }

    /** Closes a dialog by giving its button what a click gives, once: for a dialog that another follows. */
    void closeDialogOnce(Window dialog, String label) {
        hand(button(dialog, label));
        waitFor(dialog.getName() + " to close", () -> dialog.isShowing() ? null : "closed");
    }

    private Button button(Window dialog, String label) {
        return components(dialog, Button.class).stream()
                .filter(each -> each.getLabel().trim().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static void hand(Button button) {
        EventQueue.invokeLater(() ->
                button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button.getActionCommand())));
    }

    /** Gives ImageJ's window a key as the event thread does: without a window manager no window is sure to have the keys. */
    void handToImageJ(int key) throws Exception {
        ImageJ window = IJ.getInstance();
        long now = System.currentTimeMillis();
        EventQueue.invokeAndWait(() ->
                window.keyPressed(new KeyEvent(window, KeyEvent.KEY_PRESSED, now, 0, key, KeyEvent.CHAR_UNDEFINED)));
    }

    void press(int key) {
        robot.keyPress(key);
        robot.keyRelease(key);
        robot.waitForIdle();
    }

    /** Saves what is on the screen as PNG. */
    void photograph(File file) throws IOException {
        photograph(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()), file);
    }

    /** Saves a part of the screen as PNG. */
    void photograph(Rectangle part, File file) throws IOException {
        robot.waitForIdle();
        robot.delay(500);
        Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        ImageIO.write(robot.createScreenCapture(part.intersection(screen)), "png", file);
    }

    void pause(int millis) {
        robot.delay(millis);
    }

    /** Asks until the answer is not null. */
    <T> T waitFor(String what, Supplier<T> question) {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            T answer = question.get();
            if (answer != null) {
                return answer;
            }
            robot.delay(50);
        }
        throw new IllegalStateException("waited in vain for " + what + "; there are " + titles());
    }
}
