package io.github.latentj.imagej;

import ij.plugin.frame.Recorder;

/** Writes checked values into the line that the macro recorder is about to add. */
final class MacroRecorder {
    private MacroRecorder() {}

    static void record(ParameterTable table, ParameterValues values) {
        if (!Recorder.record) {
            return;
        }
        for (Parameter parameter : table.parameters()) {
            String text = values.text(parameter.key());
            boolean unasked = parameter.kind() == Parameter.Kind.ASKED && text.equals(parameter.defaultText());
            if (text.isEmpty() || unasked) {
                continue;
            }
            boolean file = parameter.kind() == Parameter.Kind.FILE;
            Recorder.recordOption(parameter.key(), Recorder.fixString(file ? Recorder.fixPath(text) : text));
        }
    }
}
