package io.github.latentj.imagej;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checked values of a command's parameters. Immutable. */
final class ParameterValues {
    private final Map<String, String> texts;

    ParameterValues(Map<String, String> texts) {
        this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** The values in their one spelling, by key, in the table's order. */
    Map<String, String> texts() {
        return texts;
    }

    String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("the command has no parameter '" + key + "'");
        }
        return text;
    }

    /** The same values, but for one. */
    ParameterValues with(String key, String text) {
        Map<String, String> changed = new LinkedHashMap<>(texts);
        changed.put(key, text);
        return new ParameterValues(changed);
    }

    int integer(String key) {
        return Integer.parseInt(text(key));
    }

    double number(String key) {
        return Double.parseDouble(text(key));
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    long seed(String key) {
        return Long.parseLong(text(key));
    }

    Path path(String key) {
        try {
            return Paths.get(text(key));
        } catch (InvalidPathException impossible) {
            throw new ParameterException(key + " is not a path: '" + text(key) + "'");
        }
    }
}
