package io.github.latentj.e2e;

import ij.text.TextWindow;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Asks for the device by hand and photographs dialog and answer. Arguments: ImageJ folder, output folder, model to
 * measure.
 */
final class DeviceDriver {
    private DeviceDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        driver.chooseMenu("Plugins", "LatentJ", "LatentJ Device...");
        Window dialog = driver.window("LatentJ Device");
        driver.set(driver.components(dialog, java.awt.TextField.class).get(1), arguments[2]);
        driver.photograph(out.resolve("device-dialog.png").toFile());
        driver.closeDialogOnce(dialog, "OK");
        TextWindow sheet = (TextWindow) driver.window(TextWindow.class);
        driver.photograph(out.resolve("device-report.png").toFile());
        Files.writeString(out.resolve("device.txt"), sheet.getTextPanel().getText());
        System.exit(0);
    }
}
