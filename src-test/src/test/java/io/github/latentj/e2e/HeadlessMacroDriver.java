package io.github.latentj.e2e;

import ij.IJ;
import ij.macro.Interpreter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a macro in batch mode as Fiji does without a screen. Argument: file of the macro. */
final class HeadlessMacroDriver {
    private HeadlessMacroDriver() {}

    public static void main(String[] arguments) throws Exception {
        Interpreter.batchMode = true;
        IJ.runMacro(Files.readString(Path.of(arguments[0])));
    }
}
