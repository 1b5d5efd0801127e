package io.github.latentj.e2e;

import ij.IJ;
import ij.WindowManager;
import ij.text.TextWindow;
import java.awt.Rectangle;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares measurements with ImageJ's windows open, photographs them, and notes what there is and what is hidden.
 * Arguments: ImageJ folder, output folder, options of the command.
 */
final class ComparisonDriver {
    private static final String PICTURE = "Histograms of generated and real";
    private static final String TABLE = "Generated and real";

    private ComparisonDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        IJ.run("LatentJ Compare Measurements...", arguments[2]);
        TextWindow table = (TextWindow) driver.window(TABLE);
        Window picture = driver.window(PICTURE);
        driver.pause(500);
        driver.photograph(out.resolve("comparison.png").toFile());
        Rectangle hidden = picture.getBounds().intersection(table.getBounds());
        Files.writeString(
                out.resolve("comparison.txt"),
                "images=" + WindowManager.getImageCount() + " hidden=" + !hidden.isEmpty() + " rows="
                        + table.getTextPanel().getLineCount() + " status=" + driver.statusText() + " columns="
                        + table.getTextPanel().getColumnHeadings());
        System.exit(0);
    }
}
