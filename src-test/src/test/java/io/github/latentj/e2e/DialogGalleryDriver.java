package io.github.latentj.e2e;

import ij.IJ;
import ij.Menus;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Label;
import java.awt.MenuItem;
import java.awt.TextField;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens every dialog of the LatentJ menu over a generated image, photographs it and cancels. Arguments: ImageJ
 * folder, output folder, model.
 */
final class DialogGalleryDriver {
    private DialogGalleryDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        IJ.runMacro("run('LatentJ Generate...', 'model=" + arguments[2] + " count=16 seed=7');"
                + "makeSelection('point', newArray(8, 24), newArray(8, 24));");
        List<String> report = new ArrayList<>();
        for (String label : labels(driver)) {
            report.add(visit(driver, label, out));
        }
        report.add("images=" + ij.WindowManager.getImageCount());
        Files.write(out.resolve("dialogs.txt"), report);
        System.exit(0);
    }

    private static List<String> labels(ImageJDriver driver) {
        List<String> labels = new ArrayList<>();
        for (MenuItem item : driver.entries("Plugins", "LatentJ")) {
            if (String.valueOf(Menus.getCommands().get(item.getLabel())).contains("LatentJPlugIn")) {
                labels.add(item.getLabel());
            }
        }
        return labels;
    }

    private static String visit(ImageJDriver driver, String label, Path out) throws Exception {
        String title = label.replace("...", "");
        driver.chooseMenu("Plugins", "LatentJ", label);
        Window dialog = driver.window(title);
        driver.photograph(
                out.resolve("dialog-" + title.replace(' ', '-') + ".png").toFile());
        int fields = driver.components(dialog, TextField.class).size()
                + driver.components(dialog, Choice.class).size()
                + driver.components(dialog, Checkbox.class).size();
        String labels = String.join("|", texts(driver.components(dialog, Label.class)));
        boolean help = driver.components(dialog, Button.class).stream()
                .anyMatch(button -> button.getLabel().trim().equals("Help"));
        driver.closeDialogOnce(dialog, "Cancel");
        if (!help) {
            throw new IllegalStateException(title + " has no Help button");
        }
        return title + ": " + fields + " fields: " + labels;
    }

    private static List<String> texts(List<Label> labels) {
        List<String> texts = new ArrayList<>();
        labels.forEach(label -> texts.add(label.getText()));
        return texts;
    }
}
