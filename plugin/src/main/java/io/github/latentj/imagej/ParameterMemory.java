package io.github.latentj.imagej;

import ij.Prefs;
import ij.WindowManager;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    private static boolean isFresh(Parameter parameter) {
        return parameter.kind() == Parameter.Kind.SEED || parameter.kind() == Parameter.Kind.ASKED;
    }

    private String recall(Parameter parameter) {
        if (isFresh(parameter)) {
            return parameter.defaultText();
        }
        if (parameter.key().equals("model") && modelOfCurrentImage().isPresent()) {
            return modelOfCurrentImage().get();
        }
        String remembered = Prefs.get(key(parameter), parameter.defaultText());
        return isStale(parameter, remembered) ? parameter.defaultText() : remembered;
    }

    private static boolean isStale(Parameter parameter, String remembered) {
        return parameter.kind() == Parameter.Kind.CHOICE
                ? !parameter.choices().contains(remembered)
                : parameter.key().equals("model") && !new File(remembered).exists();
    }

    private static Optional<String> modelOfCurrentImage() {
        return Optional.ofNullable(WindowManager.getCurrentImage())
                .flatMap(ImageTags::model)
                .filter(model -> new File(model).exists());
    }

    /** All commands share the model that was used last. */
    private String key(Parameter parameter) {
        return parameter.key().equals("model") ? "latentj.model" : prefix + parameter.key();
    }

    void remember(ParameterValues values) {
        for (Parameter parameter : table.parameters()) {
            if (!isFresh(parameter)) {
                Prefs.set(key(parameter), values.text(parameter.key()));
            }
        }
        Prefs.savePreferences();
    }
}
