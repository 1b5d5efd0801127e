package io.github.latentj.trainer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Options that belong together: those of one {@code @Mixin}, whose name is their heading in the help. Picocli's own groups
 * would take an option that is given twice without a word.
 */
final class OptionGroups {
    /** The mixin of {@code --help} and {@code --version}. */
    private static final String PICOCLI_OWN = "mixinStandardHelpOptions";

    private OptionGroups() {}

    /** The options of each mixin that has a name of its own, by that name. */
    static Map<String, List<OptionSpec>> of(CommandSpec command) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        command.mixins().forEach((name, mixin) -> {
            if (!name.equals(PICOCLI_OWN)) {
                groups.put(name, mixin.options());
            }
        });
        return groups;
    }

    /** Shows them under their headings wherever a command has such. */
    static void showInHelp(CommandLine command) {
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionGroups::render);
    }

    private static String render(Help help) {
        List<OptionSpec> others = new ArrayList<>(help.commandSpec().options());
        StringBuilder text = new StringBuilder();
        of(help.commandSpec()).forEach((heading, options) -> {
            others.removeIf(other ->
                    options.stream().anyMatch(option -> option.longestName().equals(other.longestName())));
            text.append(String.format("%n%s:%n", heading)).append(layout(help, options));
        });
        return layout(help, others) + text;
    }

    private static String layout(Help help, List<OptionSpec> all) {
        Help.Layout layout = help.createDefaultLayout();
        List<OptionSpec> options =
                all.stream().filter(option -> !option.hidden()).toList();
        layout.addAllOptions(options, help.createDefaultParamLabelRenderer());
        return layout.toString();
    }
}
