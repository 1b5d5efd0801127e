package io.github.latentj.e2e;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.TextField;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.SwingUtilities;

/**
 * Fills in the dialog of each command by hand, presses OK, waits for the result, and opens it again. Notes for each: what
 * the second dialog shows, the recorded line, the seed of the result, and what came into the log. Arguments: ImageJ folder, output folder, model,
 * file with one command a line, as {@code title|key=value|key=value}.
 */
final class EveryDialogDriver {
    private final ImageJDriver driver;
    private final Recorder recorder = new Recorder();
    private final List<String> report = new ArrayList<>();

    private EveryDialogDriver(ImageJDriver driver) {
        this.driver = driver;
        recorder.setLocation(20, 600);
    }

    public static void main(String[] arguments) throws Exception {
        EveryDialogDriver hand = new EveryDialogDriver(ImageJDriver.startImageJ(arguments[0]));
        for (String line : Files.readAllLines(Path.of(arguments[3]))) {
            hand.use(line.split("\\|"), arguments[2]);
            Files.write(Path.of(arguments[1], "by-hand.txt"), hand.report);
        }
        System.exit(0);
    }

    private void use(String[] line, String model) {
        IJ.run("Close All");
        IJ.runMacro("run('LatentJ Generate...', 'model=[" + model + "] count=40 seed=3 output=stack');");
        ImagePlus named = WindowManager.getCurrentImage();
        int before = recorder.getText().length();
        Prefs.set("latentj.model", "");
        Map<String, Component> fields = opened(line[0]);
        for (int i = 1; i < line.length; i++) {
            String[] setting = line[i].split("=", 2);
            driver.set(fields.get(setting[0]), setting[1]);
        }
        driver.closeDialogOnce(dialog(fields), "OK");
        driver.waitForEnd(line[0]);
        String recorded = recorder.getText().substring(before).trim();
        String seed = WindowManager.getCurrentImage().getProp("LatentJ.seed");
        // Numbers are offered again for the image that they named.
        driver.makeCurrent(named);
        fields = opened(line[0]);
        StringBuilder kept = new StringBuilder();
        for (int i = 1; i < line.length; i++) {
            String key = line[i].split("=", 2)[0];
            kept.append('|').append(key).append('=').append(text(fields.get(key)));
        }
        driver.closeDialogOnce(dialog(fields), "Cancel");
        report.add(line[0] + "; log: " + IJ.getLog() + "; seed of the result: " + seed + "; kept: " + kept
                + "|; recorded: " + recorded.replace("\n", " "));
    }

    private static Window dialog(Map<String, Component> fields) {
        Component any = fields.values().iterator().next();
        return SwingUtilities.getWindowAncestor(any);
    }

    /** The dialog's fields by their keys. */
    private Map<String, Component> opened(String title) {
        Window dialog = driver.openDialog(title);
        Map<String, Component> fields = new LinkedHashMap<>();
        collect(dialog, fields);
        return fields;
    }

    private static void collect(Container container, Map<String, Component> fields) {
        for (Component component : container.getComponents()) {
            if (component instanceof TextField || component instanceof Choice || component instanceof Checkbox) {
                fields.put(component.getName(), component);
            } else if (component instanceof Container) {
                collect((Container) component, fields);
            }
        }
    }

    private static String text(Component field) {
        if (field instanceof TextField) {
            return ((TextField) field).getText();
        }
        return field instanceof Choice
                ? ((Choice) field).getSelectedItem()
                : String.valueOf(((Checkbox) field).getState());
    }
}
