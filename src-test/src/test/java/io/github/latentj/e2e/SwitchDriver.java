package io.github.latentj.e2e;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Closes image windows while a macro switches from model to model, as often as asked. Writes how many windows were
 * closed and whether the macro came to its end. Arguments: ImageJ folder, output folder, macro, number of windows.
 */
final class SwitchDriver {
    private SwitchDriver() {}

    public static void main(String[] arguments) throws Exception {
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        Thread macro = new Thread(() -> IJ.runMacro(arguments[2]), "macro");
        macro.start();
        int wanted = Integer.parseInt(arguments[3]);
        int closed = 0;
        while (closed < wanted && macro.isAlive() || WindowManager.getImageCount() > 0) {
            ImagePlus image = WindowManager.getCurrentImage();
            if (image != null && image.getWindow() != null) {
                image.getWindow().close();
                closed++;
            }
            Thread.sleep(5);
        }
        macro.join(120_000);
        Files.writeString(
                Path.of(arguments[1], "switch.txt"),
                "closed=" + closed + " ended=" + !macro.isAlive() + " windows=" + driver.titles());
        System.exit(0);
    }
}
