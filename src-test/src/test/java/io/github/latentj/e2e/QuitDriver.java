package io.github.latentj.e2e;

import ij.IJ;
import ij.ImageJ;

/**
 * Quits ImageJ while a macro switches from model to model, as a person does who clicks the cross a moment after
 * starting. Ends with whatever exit code that leads to. Arguments: ImageJ folder, macro, milliseconds after the
 * macro's start.
 */
final class QuitDriver {
    private QuitDriver() {}

    public static void main(String[] arguments) throws Exception {
        ImageJ.main(new String[] {"-ijpath", arguments[0], "-port0"});
        Thread macro = new Thread(() -> IJ.runMacro(arguments[1]), "macro");
        macro.setDaemon(true);
        macro.start();
        Thread.sleep(Long.parseLong(arguments[2]));
        IJ.getInstance().exitWhenQuitting(true);
        IJ.getInstance().quit();
        Thread.sleep(60_000);
        Runtime.getRuntime().halt(99);
    }
}
