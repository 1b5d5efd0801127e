package io.github.latentj.e2e;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.gui.MessageDialog;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.Label;
import java.awt.TextField;
import java.awt.Window;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Opens <em>LatentJ Generate...</em> from the menu with the recorder on, tries a wrong number, photographs dialog and
 * result, and saves the result and the recorded line. Arguments: ImageJ folder, output folder, model, count, seed,
 * output.
 */
final class GenerateDialogDriver {
    private GenerateDialogDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        Recorder recorder = new Recorder();
        recorder.setLocation(20, 500);
        driver.chooseMenu("Plugins", "LatentJ", "LatentJ Generate...");
        Window dialog = driver.window(GenericDialog.class);
        String labels = driver.components(dialog, Label.class).stream()
                .map(Label::getText)
                .collect(Collectors.joining("|"));
        List<TextField> fields = driver.components(dialog, TextField.class);
        Choice output = driver.components(dialog, Choice.class).get(1);
        String firstSeed = fields.get(3).getText();
        driver.photograph(out.resolve("generate-dialog-empty.png").toFile());

        driver.set(fields.get(1), "0");
        driver.closeDialog(dialog, "OK");
        Window message = driver.window(MessageDialog.class);
        driver.photograph(out.resolve("generate-wrong.png").toFile());
        driver.closeDialog(message, "OK");
        dialog = driver.window(GenericDialog.class);
        fields = driver.components(dialog, TextField.class);
        output = driver.components(dialog, Choice.class).get(1);
        Files.writeString(out.resolve("kept.txt"), fields.get(1).getText());

        driver.set(fields.get(0), arguments[2]);
        driver.set(fields.get(1), arguments[3]);
        driver.set(fields.get(3), arguments[4]);
        driver.set(output, arguments[5]);
        driver.photograph(out.resolve("generate-dialog.png").toFile());
        driver.closeDialog(dialog, "OK");

        IJ.saveAsTiff(driver.image(), out.resolve("by-dialog.tif").toString());
        driver.photograph(out.resolve("generate-result.png").toFile());
        String line = driver.waitFor(
                "a recorded line", () -> recorder.getText().contains("LatentJ Generate") ? recorder.getText() : null);
        Files.writeString(out.resolve("recorded.txt"), line);
        Files.writeString(out.resolve("labels.txt"), labels);
        Files.writeString(out.resolve("first-seed.txt"), firstSeed);
        Files.copy(
                new File(IJ.getDirectory("preferences"), "IJ_Prefs.txt").toPath(), out.resolve("prefs-by-dialog.txt"));
        System.exit(0);
    }
}
