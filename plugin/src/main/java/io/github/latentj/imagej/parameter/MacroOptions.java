package io.github.latentj.imagej.parameter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Reads the options of {@code run("Command...", "key=value key2=[value with spaces] key3=&variable")} strictly:
 * everything in the text is either a known pair or an error.
 */
public final class MacroOptions {
    private final String text;
    private final UnaryOperator<String> variables;
    private int position;

    private MacroOptions(String text, UnaryOperator<String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /**
     * @param variables gives the value of a macro variable, null if there is none of that name
     * @return values by key; a key without a value has the value {@code true}, as ImageJ records checkboxes
     * @throws ParameterException if a bracket is not closed, a key is given twice or a variable is not known
     */
    public static Map<String, String> parse(String text, UnaryOperator<String> variables) {
        return new MacroOptions(text, variables).pairs();
    }

    private Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (skipSpaces(); position < text.length(); skipSpaces()) {
            String key = key();
            String value = position < text.length() && text.charAt(position) == '=' ? value(key) : "true";
            if (pairs.put(key, value) != null) {
                throw new ParameterException("the key '" + key + "' is given twice");
            }
        }
        return pairs;
    }

    private void skipSpaces() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private String key() {
        int start = position;
        while (position < text.length()
                && text.charAt(position) != '='
                && !Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String value(String key) {
        position++;
        char first = position < text.length() ? text.charAt(position) : ' ';
        if (first == '[') {
            return bracketed(key);
        }
        if (first == '\'') {
            return quoted(key);
        }
        int start = position;
        while (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        String value = text.substring(start, position);
        return value.startsWith("&") ? variable(key, value.substring(1)) : value;
    }

    private String bracketed(String key) {
        int open = 0;
        for (int i = position; i < text.length(); i++) {
            char next = text.charAt(i);
            open += next == '[' ? 1 : next == ']' ? -1 : 0;
            if (open == 0) {
                String value = text.substring(position + 1, i);
                position = i + 1;
                return value;
            }
        }
        throw new ParameterException("the bracket after " + key + "= is not closed");
    }

    private String quoted(String key) {
        int end = text.indexOf('\'', position + 1);
        if (end < 0) {
            throw new ParameterException("the quote after " + key + "= is not closed");
        }
        String value = text.substring(position + 1, end);
        position = end + 1;
        return value;
    }

    private String variable(String key, String name) {
        String value = variables.apply(name);
        if (value == null) {
            throw new ParameterException(
                    key + " is taken from the macro variable '" + name + "', which does not exist");
        }
        return value;
    }
}
