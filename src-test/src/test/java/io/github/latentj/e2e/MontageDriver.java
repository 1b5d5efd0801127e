package io.github.latentj.e2e;

import ij.IJ;
import ij.ImagePlus;
import java.awt.Rectangle;
import java.awt.Window;
import java.nio.file.Path;

/**
 * Generates a montage of 64 images from the menu's command and photographs ImageJ with it. Arguments: ImageJ folder,
 * picture to write, model, seed.
 */
final class MontageDriver {
    private MontageDriver() {}

    public static void main(String[] arguments) throws Exception {
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        IJ.getInstance().setLocation(20, 30);
        IJ.run("LatentJ Generate...", "model=[" + arguments[2] + "] count=64 seed=" + arguments[3] + " output=montage");
        ImagePlus image = driver.image();
        Window window = image.getWindow();
        window.setLocation(20, 150);
        window.repaint();
        driver.pause(1000);
        Rectangle around = IJ.getInstance().getBounds().union(window.getBounds());
        around.grow(12, 12);
        driver.photograph(around, Path.of(arguments[1]).toFile());
        System.exit(0);
    }
}
