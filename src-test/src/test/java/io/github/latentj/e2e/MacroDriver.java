package io.github.latentj.e2e;

import ij.IJ;
import ij.WindowManager;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a macro with ImageJ's or Fiji's window open, not in batch mode, and photographs the screen. Arguments: folder of
 * ImageJ or Fiji, file of the macro, picture to write.
 */
final class MacroDriver {
    private MacroDriver() {}

    public static void main(String[] arguments) throws Exception {
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        IJ.runMacro(Files.readString(Path.of(arguments[1])));
        if (WindowManager.getCurrentImage() != null) {
            driver.pause(500);
        }
        driver.photograph(Path.of(arguments[2]).toFile());
        System.exit(0);
    }
}
