package io.github.latentj.e2e;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.ImageCanvas;
import java.awt.AWTException;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.MenuItem;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.ItemEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
        // ImageJ's windows would keep the program alive after its driver failed.
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
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

    /** Chooses a command of LatentJ and waits for its dialog. */
    Window openDialog(String title) {
        chooseMenu("Plugins", "LatentJ", title + "...");
        return window(
                title,
                window -> window instanceof GenericDialog dialog
                        && dialog.getTitle().equals(title));
    }

    /** Waits until a command of LatentJ ends; by then it remembers what was chosen. */
    void waitForEnd(String title) {
        waitFor(
                title + " to end",
                () -> Thread.getAllStackTraces().keySet().stream()
                                .anyMatch(thread -> thread.getName().contains(title))
                        ? null
                        : "ended");
    }

    /** Waits for a window whose title begins so. */
    Window window(String title) {
        return window(title, window -> title(window).startsWith(title));
    }

    /** Waits for a window of this class. */
    Window window(Class<? extends Window> kind) {
        return window(kind.getSimpleName(), kind::isInstance);
    }

    private Window window(String what, Predicate<Window> asked) {
        return waitFor("a window " + what, () -> {
            for (Window window : Window.getWindows()) {
                if (window.isShowing() && asked.test(window) && takesInput(window)) {
                    return window;
                }
            }
            return null;
        });
    }

    /**
     * False for a modal dialog that is drawn, but whose thread does not wait for its end yet: closed by then, AWT
     * would wait for ever. No hand is as fast as that.
     */
    private static boolean takesInput(Window window) {
        return !(window instanceof Dialog dialog && dialog.isModal())
                || Thread.getAllStackTraces().entrySet().stream()
                        .anyMatch(thread -> waitsForDialog(thread.getKey(), thread.getValue()));
    }

    private static boolean waitsForDialog(Thread thread, StackTraceElement[] frames) {
        boolean entered =
                Arrays.stream(frames).anyMatch(frame -> frame.getClassName().equals("java.awt.WaitDispatchSupport"));
        return entered
                && (thread.getState() == Thread.State.WAITING
                        || thread.getName().startsWith("AWT-EventQueue"));
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

    /** Makes an open image the active one, after what other windows still have to say. */
    void makeCurrent(ImagePlus image) {
        waitFor(image + " to be active", () -> {
            robot.waitForIdle();
            if (WindowManager.getCurrentImage() == image) {
                return image;
            }
            onEventThread(() -> WindowManager.setCurrentWindow(image.getWindow()));
            robot.delay(300);
            return null;
        });
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

    /** Presses the left button at one pixel of an image and lets it go at another; at the same for a click. */
    void drag(ImageCanvas canvas, Point from, Point to) {
        Point corner = canvas.getLocationOnScreen();
        robot.mouseMove(corner.x + canvas.screenX(from.x), corner.y + canvas.screenY(from.y));
        robot.delay(100);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseMove(corner.x + canvas.screenX(to.x), corner.y + canvas.screenY(to.y));
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
        robot.delay(100);
    }

    /** Fills in a field: a text, an entry of a list, {@code true} or {@code false} for a box. */
    void set(Component field, String value) {
        onEventThread(() -> {
            if (field instanceof TextField text) {
                text.setText(value);
            } else if (field instanceof Choice list) {
                list.select(value);
                list.dispatchEvent(new ItemEvent(list, ItemEvent.ITEM_STATE_CHANGED, value, ItemEvent.SELECTED));
            } else {
                ((Checkbox) field).setState(Boolean.parseBoolean(value));
            }
        });
        robot.waitForIdle();
    }

    /** Fields of a dialog that belong to the event thread once it is shown. */
    void onEventThread(Runnable work) {
        try {
            EventQueue.invokeAndWait(work);
        } catch (InterruptedException | InvocationTargetException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /**
     * Closes a dialog with OK or Cancel by mouse, or by Enter or Escape, or by giving its button what a click gives:
     * without a window manager a window does not always get what is meant for it.
     */
    void closeDialog(Window dialog, String label) {
        Button button = button(dialog, label);
        List<Runnable> ways = List.of(
                () -> click(button),
                () -> press(label.equals("OK") ? KeyEvent.VK_ENTER : KeyEvent.VK_ESCAPE),
                () -> hand(button));
        for (Runnable way : ways) {
            if (dialog.isShowing()) {
                way.run();
                waitToClose(dialog);
            }
        }
        waitFor(dialog.getName() + " to close", () -> dialog.isShowing() ? null : "closed");
    }

    /** Long enough for a slow machine: a second try would reach what opens next. */
    private void waitToClose(Window dialog) {
        for (int i = 0; i < 20 && dialog.isShowing(); i++) {
            robot.delay(50);
        }
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
    void handToImageJ(int key) {
        ImageJ window = IJ.getInstance();
        long now = System.currentTimeMillis();
        onEventThread(() ->
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
        throw new IllegalStateException("waited in vain for " + what + "; there are " + titles() + threads());
    }

    /** What every thread does: a wait in vain cannot be asked later. */
    private static String threads() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces()
                .forEach((thread, frames) -> text.append("\n\"")
                        .append(thread.getName())
                        .append("\" ")
                        .append(thread.getState())
                        .append(Arrays.stream(frames)
                                .map(frame -> "\n    " + frame)
                                .collect(Collectors.joining())));
        return text.toString();
    }
}
