package io.github.latentj.imagej;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import io.github.latentj.explore.RequestException;
import io.github.latentj.imagej.command.Command;
import io.github.latentj.imagej.command.CommandValues;
import io.github.latentj.imagej.command.Commands;
import io.github.latentj.imagej.command.MacroRecorder;
import io.github.latentj.imagej.command.MeantImage;
import io.github.latentj.imagej.dialog.ActiveImage;
import io.github.latentj.imagej.parameter.MacroOptions;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.window.Announcement;
import io.github.latentj.imagej.window.DevicePreference;
import io.github.latentj.imagej.window.EventThread;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.Devices;
import io.github.latentj.inference.runtime.RuntimeUnavailableException;
import java.awt.GraphicsEnvironment;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The one class that ImageJ calls: {@code plugins.config} names the command as its argument. Takes the parameters from
 * the macro or the dialog, records them, runs the command, and turns errors into one message.
 */
public final class LatentJPlugIn implements PlugIn {
    @Override
    public void run(String key) {
        Command command = Commands.named(key);
        try {
            EventThread.refuse(command.title());
            DevicePreference.apply();
            Devices.warmUp();
            ModelDrop.install();
            if (isMacro()) {
                run(command, ofMacro(command));
            } else {
                new DialogSession(command).run();
            }
        } catch (CancellationException cancelled) {
            StatusBarProgress.clear(command.title() + " cancelled");
            throw CommandFailure.stop();
        } catch (ParameterException
                | RequestException
                | ModelException
                | RuntimeUnavailableException
                | EventThread.WrongThreadException problem) {
            StatusBarProgress.clear("");
            throw CommandFailure.told(command.title(), problem.getMessage());
        } catch (OutOfMemoryError full) {
            StatusBarProgress.clear("");
            throw CommandFailure.told(
                    command.title(), "There is not enough memory. See Edit > Options > Memory & Threads.");
        }
    }

    /** Records the values and does the work. */
    static void run(Command command, ParameterValues values) {
        ParameterValues explicit = command.explicit(values);
        MacroRecorder.record(command.parameters(), explicit);
        ActiveImage.warning(command.parameters(), explicit)
                .ifPresent(warning -> Announcement.warning(command.title(), warning));
        IJ.resetEscape();
        MeantImage.during(command, explicit, () -> command.run(explicit, new StatusBarProgress(command.title())));
        DevicePreference.tellNotes();
    }

    /** True where options were given or nobody can answer a dialog. */
    private static boolean isMacro() {
        return Macro.getOptions() != null || Interpreter.isBatchMode() || GraphicsEnvironment.isHeadless();
    }

    private static ParameterValues ofMacro(Command command) {
        String options = Macro.getOptions();
        Map<String, String> given = MacroOptions.parse(options == null ? "" : options, LatentJPlugIn::macroVariable);
        return CommandValues.of(command, given);
    }

    private static String macroVariable(String name) {
        Interpreter interpreter = Interpreter.getInstance();
        return interpreter == null ? null : interpreter.getVariableAsString(name);
    }
}
