package io.github.latentj.imagej.command;

import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Values given to a command, checked before any work: against the command's table, and against what there is, namely
 * open images, files and saved directions.
 */
public final class CommandValues {
    private static final String MODEL = "model";

    private final Command command;
    private final ParameterValues values;
    private final Problems problems = new Problems();

    private CommandValues(Command command, Map<String, String> given) {
        this.command = command;
        values = command.parameters().parse(given, problems);
    }

    /**
     * @param given text by key
     * @throws ParameterException naming everything that is wrong, at once
     */
    public static ParameterValues of(Command command, Map<String, String> given) {
        CommandValues checked = new CommandValues(command, given);
        checked.check();
        checked.problems.throwIfAny();
        return checked.values;
    }

    private void check() {
        Optional<Path> model = model();
        boolean there = model.isPresent() && Files.exists(model.get());
        if (model.isPresent() && !there) {
            problems.add("there is no model file " + model.get().toAbsolutePath());
        }
        for (Parameter parameter : command.parameters().parameters()) {
            String key = parameter.key();
            if (!command.uses(key, values)) {
                continue;
            }
            if (parameter.kind() == Parameter.Kind.IMAGES && !values.text(key).isEmpty()) {
                problems.check(() -> LatentReferences.parse(key, values.text(key)));
            }
            if (parameter.kind() == Parameter.Kind.DIRECTION && there) {
                checkDirection(parameter, new DirectionFolder(model.get()));
            }
        }
        command.check(values, problems);
    }

    private Optional<Path> model() {
        return values.texts().containsKey(MODEL) ? ModelOfLatents.named(command, values) : Optional.empty();
    }

    private void checkDirection(Parameter parameter, DirectionFolder saved) {
        String name = values.text(parameter.key());
        boolean leftOpen = name.isEmpty() && parameter.choices().contains("");
        if (!leftOpen) {
            problems.check(() -> saved.require(parameter.key(), name));
        }
    }
}
