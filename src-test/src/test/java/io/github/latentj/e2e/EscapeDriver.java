package io.github.latentj.e2e;

import ij.IJ;
import ij.WindowManager;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts a long generation by macro, presses Escape as soon as it shows progress, and notes how long it took to stop
 * and what was left on the screen. Arguments: ImageJ folder, output folder, macro.
 */
final class EscapeDriver {
    private EscapeDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        Thread macro = new Thread(() -> IJ.runMacro(arguments[2]), "macro");
        macro.start();
        driver.waitFor("progress", () -> driver.statusText().contains("/10000") ? "seen" : null);
        driver.photograph(out.resolve("generate-progress.png").toFile());
        driver.click(IJ.getInstance().getStatusBar());
        long pressed = System.currentTimeMillis();
        driver.press(KeyEvent.VK_ESCAPE);
        macro.join(60_000);
        Files.writeString(
                out.resolve("escape.txt"),
                "stopped=" + !macro.isAlive() + " millis=" + (System.currentTimeMillis() - pressed) + " images="
                        + WindowManager.getImageCount() + " windows=" + driver.titles());
        System.exit(0);
    }
}
