package io.github.latentj.e2e;

import ij.IJ;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.awt.AWTException;
import java.awt.Color;
import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.Robot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores and projects an image while the user's own rows are in the Results table and other windows cover it, photographs
 * ImageJ, and notes what is seen. Arguments: ImageJ folder, output folder, model folder.
 */
final class ResultsDriver {
    private ResultsDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        String model = "model=[" + arguments[2] + "]";
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        IJ.runMacro("newImage('cells', '16-bit ramp', 48, 48, 1); run('Set Measurements...', 'area mean display');"
                + "run('Measure');");
        Rectangle place = new Rectangle(120, 150, 400, 250);
        driver.window("Results").setBounds(place);
        Frame cover = new Frame("Cover");
        cover.setBackground(Color.RED);
        cover.setBounds(100, 130, 700, 450);
        cover.setVisible(true);
        cover.toFront();
        driver.pause(500);
        boolean covered = !isWhite(place);
        IJ.run("LatentJ Features...", model);
        driver.pause(500);
        boolean shown = isWhite(place);
        for (int i = 0; i < 20 && !shown; i++) {
            driver.pause(250);
            shown = isWhite(place);
        }
        driver.photograph(out.resolve("features.png").toFile());
        String status = driver.statusText();
        Frame log = WindowManager.getFrame("Log");
        IJ.run("LatentJ Project Image...", model + " seed=1 steps=5");
        WindowManager.setCurrentWindow(WindowManager.getImage("cells").getWindow());
        IJ.run("Measure");
        driver.pause(500);
        driver.photograph(out.resolve("projected.png").toFile());
        ResultsTable table = ResultsTable.getResultsTable();
        Files.write(
                out.resolve("results.txt"),
                List.of(
                        "status: " + status,
                        "log after Features: " + log,
                        row(table, 0),
                        row(table, 1),
                        row(table, 2),
                        row(table, 3),
                        "covered: " + covered + ", shown: " + shown));
        System.exit(0);
    }

    /** The lower part of the table, where no words stand. */
    private static boolean isWhite(Rectangle place) throws AWTException {
        return Color.WHITE.equals(new Robot().getPixelColor(place.x + place.width / 2, place.y + place.height * 3 / 4));
    }

    private static String row(ResultsTable table, int row) {
        StringBuilder words = new StringBuilder("row " + row + ":");
        for (String column : List.of("Area", "Mean", "Logit", "Error")) {
            words.append(' ').append(Double.isNaN(table.getValue(column, row)) ? "none" : "measured");
        }
        return words.toString();
    }
}
