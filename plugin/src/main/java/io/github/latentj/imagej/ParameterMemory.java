package io.github.latentj.imagej;

import ij.Prefs;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what a person last chose in a command's dialog, in ImageJ's preferences. Macros never come here. */
final class ParameterMemory {
    private final String prefix;
    private final ParameterTable table;

    ParameterMemory(String command, ParameterTable table) {
        prefix = "latentj." + command + ".";
        this.table = table;
    }

    /** The remembered values, the documented default where there is none, and always a fresh seed. */
    Map<String, String> recall() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : table.parameters()) {
            values.put(parameter.key(), recall(parameter));
        }
        return values;
    }

    private String recall(Parameter parameter) {
        if (parameter.kind() == Parameter.Kind.SEED) {
            return parameter.defaultText();
        }
        String remembered = Prefs.get(prefix + parameter.key(), parameter.defaultText());
        boolean stale = parameter.kind() == Parameter.Kind.CHOICE
                && !parameter.choices().contains(remembered);
        return stale ? parameter.defaultText() : remembered;
    }

    void remember(ParameterValues values) {
        for (Parameter parameter : table.parameters()) {
            if (parameter.kind() != Parameter.Kind.SEED) {
                Prefs.set(prefix + parameter.key(), values.text(parameter.key()));
            }
        }
        Prefs.savePreferences();
    }
}
