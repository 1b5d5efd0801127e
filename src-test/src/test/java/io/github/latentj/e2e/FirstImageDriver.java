package io.github.latentj.e2e;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A newcomer's first image, with nothing typed: the menus, <em>LatentJ Generate...</em>, OK. Photographs the dialog and
 * the result. Arguments: ImageJ folder, output folder.
 */
final class FirstImageDriver {
    private FirstImageDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        driver.chooseMenu("Plugins", "LatentJ", "LatentJ Generate...");
        Window dialog = driver.window(GenericDialog.class);
        driver.photograph(out.resolve("first-dialog.png").toFile());
        long start = System.currentTimeMillis();
        driver.closeDialog(dialog, "OK");
        ImagePlus image = driver.image();
        Files.writeString(out.resolve("first-millis.txt"), String.valueOf(System.currentTimeMillis() - start));
        IJ.saveAsTiff(image, out.resolve("first.tif").toString());
        driver.photograph(out.resolve("first-image.png").toFile());
        System.exit(0);
    }
}
