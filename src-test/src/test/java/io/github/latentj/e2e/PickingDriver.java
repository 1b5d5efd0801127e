package io.github.latentj.e2e;

import ij.IJ;
import ij.ImagePlus;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.FocusEvent;
import java.nio.file.Path;

/**
 * Clicks nuclei into the fields of <em>LatentJ Arithmetic...</em> and photographs that. Arguments: ImageJ folder, picture to
 * write, model, seed.
 */
final class PickingDriver {
    private static final int SIDE = 64;
    private static final int COLUMNS = 4;

    private PickingDriver() {}

    public static void main(String[] arguments) throws Exception {
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        IJ.getInstance().setLocation(700, 20);
        IJ.run("LatentJ Generate...", "model=[" + arguments[2] + "] count=16 seed=" + arguments[3] + " output=montage");
        ImagePlus image = driver.image();
        image.getWindow().setLocation(700, 140);
        driver.pause(500);
        Window dialog = driver.openDialog("LatentJ Arithmetic");
        click(driver, image, dialog, "concept_a", 4, 9, 16);
        click(driver, image, dialog, "concept_b", 2, 5, 12);
        driver.pause(1000);
        Rectangle around = dialog.getBounds().union(image.getWindow().getBounds());
        around.grow(8, 8);
        driver.photograph(around, Path.of(arguments[1]).toFile());
        System.exit(0);
    }

    private static void click(ImageJDriver driver, ImagePlus image, Window dialog, String key, int... numbers) {
        TextField field = driver.components(dialog, TextField.class).stream()
                .filter(candidate -> key.equals(candidate.getName()))
                .findFirst()
                .orElseThrow();
        driver.onEventThread(() -> field.dispatchEvent(new FocusEvent(field, FocusEvent.FOCUS_GAINED)));
        for (int number : numbers) {
            Point middle =
                    new Point(SIDE * ((number - 1) % COLUMNS) + SIDE / 2, SIDE * ((number - 1) / COLUMNS) + SIDE / 2);
            driver.drag(image.getCanvas(), middle, middle);
        }
    }
}
