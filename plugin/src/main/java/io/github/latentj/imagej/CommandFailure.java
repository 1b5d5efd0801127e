package io.github.latentj.imagej;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import io.github.latentj.imagej.window.TextLines;
import java.awt.GraphicsEnvironment;

/**
 * Ends a command that cannot go on, and the macro that called it. Each method returns the exception to throw: ImageJ
 * shows nothing for it, and without it a macro would go on.
 */
final class CommandFailure {
    /** Characters in a line of ImageJ's window, which breaks none. */
    private static final int LINE = 110;

    private CommandFailure() {}

    /** Tells the message in a window, or without one where nobody could close it. */
    static RuntimeException told(String title, String message) {
        if (Interpreter.isBatchMode() || GraphicsEnvironment.isHeadless()) {
            String line = title + ": " + message.replace("\n", "; ");
            IJ.log(line);
            System.err.println(line);
        } else {
            IJ.error(title, TextLines.wrapped(message, LINE));
        }
        return stop();
    }

    /** Stops the calling macro or script without a message. */
    static RuntimeException stop() {
        Interpreter macro = Interpreter.getInstance();
        if (macro != null && !macro.done()) {
            // The static abort() would wait two seconds for this very thread.
            macro.setIgnoreErrors(true);
            macro.abort(Macro.MACRO_CANCELED);
        }
        if (Macro.getOptions() != null) {
            Macro.abort();
        }
        return new RuntimeException(Macro.MACRO_CANCELED);
    }
}
