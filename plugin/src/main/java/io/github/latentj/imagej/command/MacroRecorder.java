package io.github.latentj.imagej.command;

import ij.plugin.frame.Recorder;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes checked values as macros say them. */
public final class MacroRecorder {
    private MacroRecorder() {}

    /** Into the line that ImageJ's recorder is about to add. */
    public static void record(ParameterTable table, ParameterValues values) {
        if (Recorder.record) {
            options(table, values).forEach(Recorder::recordOption);
        }
    }

    /** The whole line that repeats a command, without a semicolon. */
    static String line(Command command, ParameterValues values) {
        StringBuilder line = new StringBuilder();
        options(command.parameters(), values).forEach((key, text) -> {
            boolean bare = text.matches("[^ \\[\\]]+");
            line.append(line.length() == 0 ? "" : " ").append(key).append('=').append(bare ? text : "[" + text + "]");
        });
        return "run(\"" + command.title() + "...\", \"" + line + "\")";
    }

    private static Map<String, String> options(ParameterTable table, ParameterValues values) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Parameter parameter : table.parameters()) {
            String text = values.text(parameter.key());
            boolean unasked = parameter.kind() == Parameter.Kind.ASKED && text.equals(parameter.defaultText());
            if (!text.isEmpty() && !unasked) {
                boolean file = parameter.kind() == Parameter.Kind.FILE;
                options.put(parameter.key(), Recorder.fixString(file ? Recorder.fixPath(text) : text));
            }
        }
        return options;
    }
}
