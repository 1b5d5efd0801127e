package io.github.latentj.e2e;

import ij.IJ;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs macros one after the other, each by itself, so that one that stops does not stop the others, and writes the log
 * of each. Arguments: ImageJ folder, output folder, file with one macro a line, each as {@code name=macro}.
 */
final class TravelDriver {
    private TravelDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver.startImageJ(arguments[0]);
        List<String> macros = Files.readAllLines(Path.of(arguments[2]));
        for (String line : macros) {
            int end = line.indexOf('=');
            IJ.log("\\Clear");
            IJ.runMacro("setBatchMode(true); " + line.substring(end + 1));
            String log = IJ.getLog();
            Files.writeString(out.resolve(line.substring(0, end) + ".log"), log == null ? "" : log);
            IJ.runMacro("close('*');");
        }
        System.exit(0);
    }
}
