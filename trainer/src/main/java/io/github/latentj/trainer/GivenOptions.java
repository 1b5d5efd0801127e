package io.github.latentj.trainer;

import io.github.latentj.trainer.config.NamedValues;
import io.github.latentj.trainer.run.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings that a person gave: on the command line, or else in a settings file. */
final class GivenOptions {
    /** What an option on the command line means for others in the file. */
    private static final Map<String, Set<String>> INSTEAD_OF = Map.of(
            "learning-rate", Set.of("generator-rate", "discriminator-rate"),
            "images", Set.of("epochs"),
            "epochs", Set.of("images"));

    private GivenOptions() {}

    /**
     * @param command whose mixed-in options are settings
     * @param file of settings, or null for none
     */
    static NamedValues of(CommandSpec command, Path file) {
        NamedValues values = file == null ? new NamedValues() : SettingsFile.read(file);
        ParseResult parsed = command.commandLine().getParseResult();
        List<OptionSpec> given = OptionGroups.of(command).values().stream()
                .flatMap(List::stream)
                .map(option -> parsed.matchedOption(option.longestName()))
                .filter(Objects::nonNull)
                .toList();
        given.forEach(option -> INSTEAD_OF.getOrDefault(name(option), Set.of()).forEach(values::remove));
        given.forEach(
                option -> values.put(name(option), String.valueOf(option.<Object>getValue()), option.longestName()));
        return values;
    }

    private static String name(OptionSpec option) {
        return option.longestName().substring(2);
    }
}
