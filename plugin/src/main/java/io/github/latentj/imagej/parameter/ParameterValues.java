package io.github.latentj.imagej.parameter;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checked values of a command's parameters. Immutable. */
public final class ParameterValues {
    private final Map<String, String> texts;

    public ParameterValues(Map<String, String> texts) {
        this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** The values in their one spelling, by key, in the table's order. */
    public Map<String, String> texts() {
        return texts;
    }

    public String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("the command has no parameter '" + key + "'");
        }
        return text;
    }

    /** The same values, but for one. */
    public ParameterValues with(String key, String text) {
        Map<String, String> changed = new LinkedHashMap<>(texts);
        changed.put(key, text);
        return new ParameterValues(changed);
    }

    public int integer(String key) {
        return Integer.parseInt(text(key));
    }

    public double number(String key) {
        return Double.parseDouble(text(key));
    }

    public boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    public long seed(String key) {
        return Long.parseLong(text(key));
    }

    public Path path(String key) {
        try {
            return Paths.get(text(key));
        } catch (InvalidPathException impossible) {
            throw new ParameterException(key + " is not a path: '" + text(key) + "'");
        }
    }
}
