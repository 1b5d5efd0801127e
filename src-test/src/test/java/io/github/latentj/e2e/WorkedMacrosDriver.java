package io.github.latentj.e2e;

import ij.IJ;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs worked macros in ImageJ with its windows open and saves the image that each leaves in front. Arguments: ImageJ
 * folder, folder for pictures, model, folder of the macros.
 */
final class WorkedMacrosDriver {
    private WorkedMacrosDriver() {}

    public static void main(String[] arguments) throws Exception {
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        try (DirectoryStream<Path> macros = Files.newDirectoryStream(Path.of(arguments[3]), "*.ijm")) {
            for (Path macro : macros) {
                IJ.runMacroFile(macro.toString(), arguments[2]);
                String name = macro.getFileName().toString().replace(".ijm", ".png");
                IJ.saveAs(driver.image(), "PNG", Path.of(arguments[1], name).toString());
                IJ.run("Close All");
            }
        }
        System.exit(0);
    }
}
