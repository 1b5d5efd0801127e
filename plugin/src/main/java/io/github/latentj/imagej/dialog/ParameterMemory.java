package io.github.latentj.imagej.dialog;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import io.github.latentj.imagej.image.ImageTags;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import java.io.File;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what a person last chose in a command's dialog, in ImageJ's preferences. Macros never come here. */
public final class ParameterMemory {
    /** What named parts of an image, and which: in another image the same numbers mean something else. */
    private static final Map<String, NamedParts> NAMED_PARTS = new ConcurrentHashMap<>();

    private final String prefix;
    private final ParameterTable table;

    public ParameterMemory(String command, ParameterTable table) {
        prefix = "latentj." + command + ".";
        this.table = table;
    }

    /** The remembered values, the documented default where there is none, and always a fresh seed. */
    public Map<String, String> recall() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : table.parameters()) {
            values.put(parameter.key(), recall(parameter));
        }
        return values;
    }

    private String recall(Parameter parameter) {
        if (parameter.isFresh()) {
            return parameter.defaultText();
        }
        if (parameter.key().equals("model") && modelOfCurrentImage().isPresent()) {
            return modelOfCurrentImage().get();
        }
        if (parameter.namesImages()) {
            return recallNamed(parameter);
        }
        String remembered = Prefs.get(key(parameter), parameter.defaultText());
        return isStale(parameter, remembered) ? parameter.defaultText() : remembered;
    }

    private String recallNamed(Parameter parameter) {
        String remembered = Prefs.get(key(parameter), "");
        NamedParts named = NAMED_PARTS.get(key(parameter));
        ImagePlus image = WindowManager.getCurrentImage();
        boolean takesSelected = parameter.defaultText().equals(LatentReferences.SELECTED);
        if (LatentReferences.areSeeds(remembered)) {
            // Who has just selected cells means them.
            return takesSelected && image != null && LatentReferences.hasSelectedCells(image)
                    ? LatentReferences.SELECTED
                    : remembered;
        }
        boolean takesSelection = takesSelected || parameter.kind() == Parameter.Kind.PARTS;
        if (named != null
                && image != null
                && named.image == image.getID()
                && !(takesSelection && named.isBefore(image))) {
            return named.text;
        }
        boolean nothingSelected = takesSelected && (image == null || !LatentReferences.isSelected(image));
        return nothingSelected ? "" : parameter.defaultText();
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

    /** @param image the active image when the values were given; null if there was none */
    public void remember(ParameterValues values, ImagePlus image) {
        for (Parameter parameter : table.parameters()) {
            String text = values.text(parameter.key());
            if (parameter.namesImages() && image != null) {
                NAMED_PARTS.put(key(parameter), new NamedParts(text, image));
            }
            if (!parameter.isFresh()) {
                boolean elsewhere = parameter.namesImages() && !LatentReferences.areSeeds(text);
                Prefs.set(key(parameter), elsewhere ? "" : text);
            }
        }
        Prefs.savePreferences();
    }

    private static final class NamedParts {
        private final String text;
        private final int image;
        private final List<Integer> selected;

        NamedParts(String text, ImagePlus image) {
            this.text = text;
            this.image = image.getID();
            this.selected = selected(image);
        }

        /** Whether other cells were selected since: who did that means them. */
        boolean isBefore(ImagePlus image) {
            return LatentReferences.hasSelectedCells(image) && !selected.equals(selected(image));
        }

        private static List<Integer> selected(ImagePlus image) {
            return LatentReferences.hasSelectedCells(image)
                    ? LatentReferences.selected(image)
                    : Collections.emptyList();
        }
    }
}
