package io.github.latentj.e2e;

import ij.IJ;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures by the menu's commands while a table of the user's own is open, photographs ImageJ, and notes what became of
 * it. Arguments: ImageJ folder, output folder, model, options of the measuring commands.
 */
final class MeasuringDriver {
    private MeasuringDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        String model = "model=[" + arguments[2] + "] " + arguments[3];
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        ResultsTable mine = ResultsTable.getResultsTable();
        for (int row = 0; row < 3; row++) {
            mine.incrementCounter();
            mine.addValue("Mine", 0.25 * row);
        }
        mine.show("Results");
        driver.window("Results").setLocation(20, 150);
        IJ.run("LatentJ Direction from Measurement...", model + " name=light column=Mean count=100 seed=7");
        IJ.run("LatentJ Dose Response...", model + " direction=light columns=Mean count=30 seed=8");
        boolean apart = !driver.window("Monotonicity")
                .getLocation()
                .equals(driver.window("Dose response along").getLocation());
        driver.window("Dose response of Mean").setLocation(20, 420);
        driver.window("Monotonicity").setLocation(620, 150);
        driver.window("Prediction of Mean").setLocation(620, 420);
        driver.pause(500);
        driver.photograph(out.resolve("measuring.png").toFile());
        Files.writeString(
                out.resolve("measuring.txt"),
                "rows=" + IJ.getTextPanel().getLineCount() + " line="
                        + IJ.getTextPanel().getLine(2).trim() + " same="
                        + (ResultsTable.getResultsTable() == mine) + " images=" + WindowManager.getImageCount()
                        + " apart=" + apart + " windows=" + driver.titles());
        System.exit(0);
    }
}
