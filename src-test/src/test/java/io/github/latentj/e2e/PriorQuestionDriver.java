package io.github.latentj.e2e;

import ij.IJ;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.TextField;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Uses a model that does not tell its prior in two commands: answers the question that comes once. Arguments: ImageJ
 * folder, output folder, model.
 */
final class PriorQuestionDriver {
    private PriorQuestionDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        Recorder recorder = new Recorder();
        recorder.setLocation(20, 600);
        List<String> report = new ArrayList<>();
        for (String command : new String[] {"LatentJ Generate", "LatentJ Generate Field"}) {
            driver.chooseMenu("Plugins", "LatentJ", command + "...");
            Window dialog = driver.window(command);
            driver.set(driver.components(dialog, TextField.class).get(0), arguments[2]);
            driver.closeDialogOnce(dialog, "OK");
            if (report.isEmpty()) {
                Window question = driver.window("LatentJ: a model of others");
                driver.photograph(out.resolve("prior-question.png").toFile());
                driver.set(driver.components(question, Choice.class).get(0), "uniform");
                driver.closeDialogOnce(question, "OK");
            }
            driver.waitForEnd(command);
            report.add(driver.image().getTitle() + ": " + driver.image().getProp("LatentJ.prior"));
            IJ.run("Close All");
        }
        report.add(recorder.getText());
        Files.write(out.resolve("prior.txt"), report);
        System.exit(0);
    }
}
