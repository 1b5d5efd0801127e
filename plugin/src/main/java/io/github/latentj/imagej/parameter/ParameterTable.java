package io.github.latentj.imagej.parameter;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parameters of one command, declared once for its dialog, its macros, its recorder line and its help. */
public final class ParameterTable {
    private final List<Parameter> parameters;

    public ParameterTable(Parameter... parameters) {
        this.parameters = Collections.unmodifiableList(Arrays.asList(parameters));
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** True if a parameter is of this kind. */
    public boolean has(Parameter.Kind kind) {
        return parameters.stream().anyMatch(parameter -> parameter.kind() == kind);
    }

    /**
     * Checks given values and fills in the documented defaults.
     *
     * @param given text by key
     * @throws ParameterException listing unknown keys, missing ones and wrong values, all at once
     */
    public ParameterValues parse(Map<String, String> given) {
        Problems problems = new Problems();
        ParameterValues values = parse(given, problems);
        problems.throwIfAny();
        return values;
    }

    /** As {@link #parse(Map)}, but collects what is wrong; the default stands in its place. */
    public ParameterValues parse(Map<String, String> given, Problems problems) {
        for (String key : given.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.key().equals(key))) {
                problems.add("unknown key '" + key + "', allowed are " + keys());
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            values.put(parameter.key(), parameter.defaultText());
            problems.check(() -> values.put(parameter.key(), parameter.parse(given.getOrDefault(parameter.key(), ""))));
        }
        return new ParameterValues(values);
    }

    /** A message whose lines begin with the keys of macros, for a dialog, which shows labels instead. */
    public String withLabels(String message) {
        return Arrays.stream(message.split("\n")).map(this::withLabel).collect(Collectors.joining("\n"));
    }

    private String withLabel(String line) {
        return parameters.stream()
                .filter(parameter -> line.matches(Pattern.quote(parameter.key()) + "[: ].*"))
                .findFirst()
                .map(parameter -> "'" + parameter.label() + "'"
                        + line.substring(parameter.key().length()))
                .orElse(line);
    }

    private String keys() {
        return parameters.stream().map(Parameter::key).collect(Collectors.joining(", "));
    }

    /** The text of the dialog's Help button. */
    public String helpHtml(String intro) {
        StringBuilder html = new StringBuilder("<html><p style='width:360px'>" + intro + "</p><dl>");
        for (Parameter parameter : parameters) {
            html.append("<dt><b>")
                    .append(parameter.label())
                    .append("</b> (macro key <code>")
                    .append(parameter.key())
                    .append("</code>)</dt><dd style='width:320px'>")
                    .append(parameter.help())
                    .append(" Allowed: ")
                    .append(parameter.allowed().replace("<", "&lt;"))
                    .append(". Default: ")
                    .append(parameter.defaultInWords())
                    .append(".</dd>");
        }
        return html.append("</dl></html>").toString();
    }
}
