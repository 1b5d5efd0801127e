package io.github.latentj.imagej.command;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The commands of LatentJ; each is one class and has one line in {@code plugins.config}. */
public final class Commands {
    private static final List<Command> ALL = Collections.unmodifiableList(Arrays.asList(
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

    private Commands() {}

    /** All, in the order of the menu. */
    public static List<Command> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException if no command has this key */
    public static Command named(String key) {
        return ALL.stream()
                .filter(command -> command.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("LatentJ has no command '" + key + "'"));
    }
}
