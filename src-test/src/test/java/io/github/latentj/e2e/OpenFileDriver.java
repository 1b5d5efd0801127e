package io.github.latentj.e2e;

import ij.IJ;
import ij.plugin.DragAndDrop;
import java.awt.Window;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens files in Fiji as <em>File &gt; Open</em> does, and as dropping them on its window does, and notes what is on
 * the screen then. Arguments: Fiji folder, output folder, a model, a file that is none, a
 * zipped model.
 */
final class OpenFileDriver {
    private OpenFileDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        IJ.open(arguments[2]);
        driver.photograph(out.resolve("opened.png").toFile());
        IJ.saveAsTiff(driver.image(), out.resolve("opened.tif").toString());
        IJ.run("Close All");
        new DragAndDrop().openFile(new File(arguments[2]));
        IJ.saveAsTiff(driver.image(), out.resolve("dropped.tif").toString());
        IJ.run("Close All");
        new DragAndDrop().openFile(new File(arguments[4]));
        IJ.saveAsTiff(driver.image(), out.resolve("dropped-zip.tif").toString());
        IJ.run("Close All");
        Thread opening = new Thread(() -> IJ.open(arguments[3]), "open");
        opening.start();
        Window message = driver.window("LatentJ Open Model");
        while (!(message instanceof java.awt.Dialog)) {
            message.dispose();
            message = driver.window("LatentJ Open Model");
        }
        driver.photograph(out.resolve("opened-wrong.png").toFile());
        driver.closeDialog(message, "OK");
        opening.join(10_000);
        driver.pause(1000);
        Files.writeString(out.resolve("left.txt"), "waiting=" + opening.isAlive() + " windows=" + driver.titles());
        System.exit(0);
    }
}
