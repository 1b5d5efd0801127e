package io.github.latentj.imagej;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.ModelException;
import io.github.latentj.inference.RuntimeUnavailableException;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The one class that ImageJ calls: {@code plugins.config} names the command as its argument. Takes the parameters from
 * the macro or the dialog, records them, runs the command, and turns errors into one message.
 */
public final class LatentJPlugIn implements PlugIn {
    private static final List<Command> COMMANDS = Collections.unmodifiableList(Arrays.asList(
            new OpenModelCommand(),
            new GenerateCommand(),
            new InterpolateCommand(),
            new RandomWalkCommand(),
            new ArithmeticCommand(),
            new DirectionCommand(),
            new ApplyDirectionCommand(),
            new FeaturesCommand(),
            new GuidedCommand()));

    /** All commands, in the order of the menu. */
    static List<Command> commands() {
        return COMMANDS;
    }

    @Override
    public void run(String key) {
        Command command = named(key);
        try {
            ParameterValues values =
                    command.explicit(parameters(command).orElseThrow(() -> new CancellationException("no parameters")));
            MacroRecorder.record(command.parameters(), values);
            IJ.resetEscape();
            command.run(values, new StatusBarProgress(command.title()));
        } catch (CancellationException cancelled) {
            StatusBarProgress.clear(command.title() + " cancelled");
            throw CommandFailure.stop();
        } catch (ParameterException | RequestException | ModelException | RuntimeUnavailableException problem) {
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

    /** From the macro's options if there are any or nobody can answer a dialog; empty if the user cancelled. */
    private static Optional<ParameterValues> parameters(Command command) {
        String options = Macro.getOptions();
        if (options != null || Interpreter.isBatchMode() || GraphicsEnvironment.isHeadless()) {
            Map<String, String> given =
                    MacroOptions.parse(options == null ? "" : options, LatentJPlugIn::macroVariable);
            return Optional.of(command.parameters().parse(given));
        }
        ParameterMemory memory = new ParameterMemory(command.key(), command.parameters());
        Optional<ParameterValues> values =
                new ParameterDialog(command.title(), command.intro(), command.parameters()).ask(memory.recall());
        values.ifPresent(memory::remember);
        return values;
    }

    private static String macroVariable(String name) {
        Interpreter interpreter = Interpreter.getInstance();
        return interpreter == null ? null : interpreter.getVariableAsString(name);
    }
}
