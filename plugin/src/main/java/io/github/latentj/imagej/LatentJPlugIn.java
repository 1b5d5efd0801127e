package io.github.latentj.imagej;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.Devices;
import io.github.latentj.inference.ModelException;
import io.github.latentj.inference.RuntimeUnavailableException;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The one class that ImageJ calls: {@code plugins.config} names the command as its argument. Takes the parameters from
 * the macro or the dialog, records them, runs the command, and turns errors into one message.
 */
public final class LatentJPlugIn implements PlugIn {
    private static final List<Command> COMMANDS = Collections.unmodifiableList(Arrays.asList(
            new OpenModelCommand(),
            new GenerateCommand(),
            new FieldCommand(),
            new InterpolateCommand(),
            new RandomWalkCommand(),
            new ArithmeticCommand(),
            new DirectionCommand(),
            new ApplyDirectionCommand(),
            new MeasuredDirectionCommand(),
            new DoseResponseCommand(),
            new CompareMeasurementsCommand(),
            new CheckArithmeticCommand(),
            new ProjectCommand(),
            new FeaturesCommand(),
            new GuidedCommand(),
            new DeviceCommand()));

    /** All commands, in the order of the menu. */
    static List<Command> commands() {
        return COMMANDS;
    }

    @Override
    public void run(String key) {
        Command command = named(key);
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

    private static Command named(String key) {
        return COMMANDS.stream()
                .filter(command -> command.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("LatentJ has no command '" + key + "'"));
    }

    /** Records the values and does the work. */
    static void run(Command command, ParameterValues values) {
        ParameterValues explicit = command.explicit(values);
        MacroRecorder.record(command.parameters(), explicit);
        ActiveImage.warning(command.parameters(), explicit)
                .ifPresent(warning -> Announcement.warning(command.title(), warning));
        IJ.resetEscape();
        command.run(explicit, new StatusBarProgress(command.title()));
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
