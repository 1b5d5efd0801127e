package io.github.latentj.e2e;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.MessageDialog;
import ij.gui.MultiLineLabel;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.Label;
import java.awt.Point;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Has dialogs complain, change and be given up, and notes what is seen. Arguments: ImageJ folder, output folder, a model, one
 * in another folder, a slow one.
 */
final class ConversationDriver {
    private final ImageJDriver driver;
    private final Path out;
    private final List<String> report = new ArrayList<>();
    private final Recorder recorder = new Recorder();

    private ConversationDriver(ImageJDriver driver, Path out) {
        this.driver = driver;
        this.out = out;
        recorder.setLocation(20, 600);
    }

    public static void main(String[] arguments) throws Exception {
        ConversationDriver hand = new ConversationDriver(ImageJDriver.startImageJ(arguments[0]), Path.of(arguments[1]));
        try {
            Prefs.set("latentj.model", arguments[2]);
            hand.saveDirections(arguments[2]);
            hand.complainAndAskAgain();
            hand.nameAllThatIsWrong(arguments[2]);
            hand.followTheModel(arguments[2], arguments[3]);
            hand.numberTheCells(arguments[2]);
            hand.clickImages();
            hand.deleteByList();
            hand.escape(arguments[4]);
        } catch (RuntimeException failed) {
            failed.printStackTrace();
        } finally {
            Files.write(hand.out.resolve("conversation.txt"), hand.report);
            System.exit(0);
        }
    }

    private void saveDirections(String model) {
        IJ.runMacro("run('LatentJ Direction...', 'model=[" + model + "] action=principal name=area component=1');"
                + "run('LatentJ Direction...', 'model=[" + model + "] action=principal name=brightness component=2');");
    }

    private void complainAndAskAgain() {
        Window dialog = driver.openDialog("LatentJ Generate");
        type(dialog, "count", "4");
        type(dialog, "best", "5");
        report.add("complaint: " + complaint(dialog));
        dialog = driver.window("LatentJ Generate");
        report.add("asked again: count=" + text(dialog, "count") + " best=" + text(dialog, "best"));
        cancel(dialog);
        dialog = driver.openDialog("LatentJ Generate");
        report.add("later: count=" + text(dialog, "count") + " best=" + text(dialog, "best"));
        type(dialog, "count", "4");
        type(dialog, "best", "5");
        complaint(dialog);
        dialog = driver.window("LatentJ Generate");
        type(dialog, "best", "0");
        type(dialog, "seed", "7");
        ok(dialog);
        report.add("recorded: " + recorder.getText().replace("\n", " ").trim());
        report.add("status: " + driver.statusText());
    }

    private void nameAllThatIsWrong(String model) {
        Window dialog = driver.openDialog("LatentJ Apply Direction");
        type(dialog, "model", model);
        type(dialog, "distance", "0");
        type(dialog, "images", "99");
        report.add("all that is wrong: " + complaint(dialog));
        cancel(driver.window("LatentJ Apply Direction"));
    }

    private void followTheModel(String model, String other) throws Exception {
        Window dialog = driver.openDialog("LatentJ Apply Direction");
        report.add("directions: " + items(dialog, "direction") + ", without: " + items(dialog, "without"));
        type(dialog, "model", other);
        report.add("of another model: " + items(dialog, "direction") + ", without: " + items(dialog, "without"));
        type(dialog, "model", model);
        report.add("again: " + items(dialog, "direction"));
        driver.photograph(out.resolve("dialog-with-directions.png").toFile());
        cancel(dialog);
    }

    private void numberTheCells(String model) throws Exception {
        IJ.run("Close All");
        IJ.runMacro("run('LatentJ Generate...', 'model=[" + model + "] count=9 seed=7');"
                + "side = getWidth() / 3;"
                + "makeSelection('point', newArray(1.5 * side, 2.5 * side), newArray(0.5 * side, 1.5 * side));");
        ImagePlus image = WindowManager.getCurrentImage();
        Overlay own = new Overlay(new Roi(1, 1, 3, 3));
        image.setOverlay(own);
        Window dialog = driver.openDialog("LatentJ Interpolate");
        driver.photograph(out.resolve("dialog-with-numbers.png").toFile());
        String line = texts(dialog).stream()
                .filter(text -> text.startsWith("Numbers mean"))
                .findFirst()
                .orElse("none");
        report.add("line: " + line + " numbers: " + numbers(image) + ", covered: " + staysOver(dialog, image));
        driver.onEventThread(() -> dialog.dispatchEvent(new WindowEvent(dialog, WindowEvent.WINDOW_CLOSING)));
        driver.waitForEnd("LatentJ Interpolate");
        report.add("after closing: " + numbers(image) + ", own overlay kept: " + (image.getOverlay() == own));
        ok(driver.openDialog("LatentJ Interpolate"));
        report.add("after OK: " + numbers(image) + ", status: " + driver.statusText());
        report.add("unit: " + WindowManager.getCurrentImage().getProp("LatentJ.step_unit"));
        selectOthers(image);
        flip(image);
    }

    /** A montage of 3 x 3 is clicked and dragged over by the mouse while a dialog waits. */
    private void clickImages() throws Exception {
        ImagePlus image = WindowManager.getImage("Generated, seed 7");
        driver.makeCurrent(image);
        driver.onEventThread(() -> {
            image.getProcessor().flipHorizontal(); // as it was made
            image.setRoi(new Roi(1, 1, 2, 2));
            image.getWindow().setLocation(40, 300);
        });
        Roi selection = image.getRoi();
        int listeners = image.getCanvas().getMouseListeners().length;
        Window dialog = driver.openDialog("LatentJ Arithmetic");
        type(dialog, "concept_a", "7");
        driver.drag(image.getCanvas(), cell(2), cell(2));
        driver.drag(image.getCanvas(), cell(5), cell(5));
        driver.drag(image.getCanvas(), cell(7), cell(7));
        driver.onEventThread(() -> field(dialog, "concept_b")
                .dispatchEvent(new FocusEvent(field(dialog, "concept_b"), FocusEvent.FOCUS_GAINED)));
        driver.drag(image.getCanvas(), new Point(1, 1), new Point(47, 20));
        driver.photograph(out.resolve("clicked-images.png").toFile());
        driver.onEventThread(
                () -> image.getWindow().dispatchEvent(new WindowEvent(image.getWindow(), WindowEvent.WINDOW_CLOSING)));
        report.add("clicked: A " + text(dialog, "concept_a") + ", B " + text(dialog, "concept_b") + ", selection kept: "
                + (image.getRoi() == selection) + ", open: " + image.isVisible());
        cancel(dialog);
        boolean back = image.getCanvas().getMouseListeners().length == listeners
                && image.getWindow().getModalExclusionType() == Dialog.ModalExclusionType.NO_EXCLUDE;
        report.add("given back: " + back + ", numbers: " + numbers(image));
    }

    /** The middle of a cell, in pixels of the image. */
    private static Point cell(int number) {
        return new Point(16 * ((number - 1) % 3) + 8, 16 * ((number - 1) / 3) + 8);
    }

    private void selectOthers(ImagePlus image) {
        driver.makeCurrent(image);
        Window dialog = driver.openDialog("LatentJ Interpolate");
        type(dialog, "points", "1,2");
        ok(dialog);
        String line = WindowManager.getCurrentImage().getProp("LatentJ.macro");
        report.add("macro: " + line.replaceFirst("model=\\S+ ", ""));
        driver.makeCurrent(image);
        dialog = driver.openDialog("LatentJ Interpolate");
        String same = text(dialog, "points");
        cancel(dialog);
        image.setRoi(0, 0, image.getWidth(), image.getHeight() / 3);
        dialog = driver.openDialog("LatentJ Interpolate");
        report.add("points again: " + same + ", after a new selection: " + text(dialog, "points"));
        cancel(dialog);
    }

    private void flip(ImagePlus image) {
        image.getProcessor().flipHorizontal();
        driver.makeCurrent(image);
        Window dialog = driver.openDialog("LatentJ Interpolate");
        boolean told = texts(dialog).stream().anyMatch(text -> text.contains("were changed after LatentJ made it"));
        report.add("flipped: told " + told + ", numbers: " + numbers(image));
        cancel(dialog);
    }

    /** Whether a window comes to rest over an image: X11 tells of moves late on a busy machine. */
    private boolean staysOver(Window window, ImagePlus image) {
        for (int i = 0;
                i < 20 && window.getBounds().intersects(image.getWindow().getBounds());
                i++) {
            driver.pause(250);
        }
        return window.getBounds().intersects(image.getWindow().getBounds());
    }

    private static int numbers(ImagePlus image) {
        Overlay shown = image.getCanvas().getShowAllList();
        return shown == null ? 0 : shown.size();
    }

    private void deleteByList() throws Exception {
        Window dialog = driver.openDialog("LatentJ Direction");
        driver.set(field(dialog, "action"), "delete");
        driver.set(field(dialog, "saved"), "area");
        report.add("picked: " + text(dialog, "name"));
        ok(dialog);
        report.add("status: " + driver.statusText());
        dialog = driver.openDialog("LatentJ Direction");
        report.add("next action: " + ((Choice) field(dialog, "action")).getSelectedItem() + ", saved: "
                + items(dialog, "saved"));
        cancel(dialog);
    }

    private void escape(String slow) throws Exception {
        int images = WindowManager.getImageCount();
        int recorded = recorder.getText().length();
        IJ.showStatus("before");
        cancel(driver.openDialog("LatentJ Generate"));
        report.add("after Cancel: " + driver.statusText());
        Window dialog = driver.openDialog("LatentJ Generate");
        type(dialog, "model", slow);
        type(dialog, "count", "9000");
        driver.closeDialogOnce(dialog, "OK");
        driver.waitFor("progress", () -> driver.statusText().contains("(Escape stops)") ? "seen" : null);
        driver.handToImageJ(KeyEvent.VK_ESCAPE);
        driver.waitForEnd("LatentJ Generate");
        report.add("after Escape: " + driver.statusText());
        report.add("new images: " + (WindowManager.getImageCount() - images) + ", recorded: "
                + recorder.getText().substring(recorded) + ", log: " + IJ.getLog());
    }

    /** What the dialog complains of when OK is pressed. */
    private String complaint(Window dialog) {
        driver.closeDialogOnce(dialog, "OK");
        Window message = driver.window(MessageDialog.class);
        String text = String.join(" ", texts(message));
        driver.closeDialogOnce(message, "OK");
        return text;
    }

    private List<String> texts(Window window) {
        List<String> texts = new ArrayList<>();
        driver.components(window, MultiLineLabel.class).forEach(label -> texts.add(lines(label)));
        driver.components(window, Label.class).forEach(label -> texts.add(label.getText()));
        return texts;
    }

    /** ImageJ's label does not tell its text. */
    private static String lines(MultiLineLabel label) {
        try {
            java.lang.reflect.Field lines = MultiLineLabel.class.getDeclaredField("lines");
            lines.setAccessible(true);
            return String.join(" ", (String[]) lines.get(label));
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }

    private void ok(Window dialog) {
        String title = ((GenericDialog) dialog).getTitle();
        driver.closeDialogOnce(dialog, "OK");
        driver.waitForEnd(title);
    }

    private void cancel(Window dialog) {
        String title = ((GenericDialog) dialog).getTitle();
        driver.closeDialogOnce(dialog, "Cancel");
        driver.waitForEnd(title);
    }

    private Component field(Window dialog, String key) {
        return Stream.of(TextField.class, Choice.class)
                .flatMap(kind -> driver.components(dialog, kind).stream())
                .filter(component -> key.equals(component.getName()))
                .findFirst()
                .orElseThrow();
    }

    private void type(Window dialog, String key, String text) {
        driver.set(field(dialog, key), text);
    }

    private String text(Window dialog, String key) {
        return ((TextField) field(dialog, key)).getText();
    }

    private List<String> items(Window dialog, String key) {
        Choice list = (Choice) field(dialog, key);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < list.getItemCount(); i++) {
            items.add(list.getItem(i));
        }
        return Collections.unmodifiableList(items);
    }
}
