package io.github.latentj.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import io.github.latentj.explore.RequestException;
import io.github.latentj.imagej.command.Command;
import io.github.latentj.imagej.command.CommandValues;
import io.github.latentj.imagej.command.PriorQuestion;
import io.github.latentj.imagej.dialog.ParameterDialog;
import io.github.latentj.imagej.dialog.ParameterMemory;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.imagej.window.TextLines;
import io.github.latentj.inference.file.ModelException;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * A person at the dialog of a command: asks, does the work, and where that fails tells why and asks again with what was
 * typed, until it works or is cancelled.
 */
final class DialogSession {
    private static final int LINE = 90;

    private final Command command;
    private final ParameterMemory memory;
    private Map<String, String> typed;

    DialogSession(Command command) {
        this.command = command;
        memory = new ParameterMemory(command.key(), command.parameters());
        typed = memory.recall();
    }

    /**
     * Blocks until the work is done or given up. A macro that opened the dialog gets errors and cancelling thrown, so
     * that it can be stopped; nobody else does.
     */
    void run() {
        boolean macro = IJ.isMacro();
        while (true) {
            try {
                converse();
                return;
            } catch (CancellationException givenUp) {
                if (macro) {
                    throw givenUp;
                }
                Recorder.disableCommandRecording();
                return;
            } catch (ParameterException | RequestException | ModelException problem) {
                StatusBarProgress.clear("");
                if (macro && !(problem instanceof ParameterException)) {
                    throw problem;
                }
                String message = command.parameters().withLabels(problem.getMessage());
                IJ.showMessage(command.title(), TextLines.wrapped(message, LINE));
                Recorder.resetCommandOptions();
            }
        }
    }

    private void converse() {
        typed = new ParameterDialog(command)
                .ask(typed)
                .orElseThrow(() -> new CancellationException("the dialog was cancelled"));
        ImagePlus image = WindowManager.getCurrentImage();
        ParameterValues values = CommandValues.of(command, typed);
        ParameterValues told = PriorQuestion.answered(values);
        try {
            LatentJPlugIn.run(command, told);
        } catch (CancellationException stopped) {
            StatusBarProgress.clear(command.title() + " " + command.stopped());
            throw stopped;
        }
        // Only values that worked are offered again.
        if (command.isOfferedAgain(values)) {
            memory.remember(values, image);
        }
    }
}
