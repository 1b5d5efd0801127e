package io.github.latentj.imagej;

import ij.IJ;
import ij.gui.GenericDialog;
import java.awt.Choice;
import java.awt.TextField;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Shows a table of parameters as an ImageJ dialog until its values are right or the user cancels. */
final class ParameterDialog {
    private static final int FILE_COLUMNS = 36;
    private static final int TEXT_COLUMNS = 20;

    private final String title;
    private final String intro;
    private final ParameterTable table;

    ParameterDialog(String title, String intro, ParameterTable table) {
        this.title = title;
        this.intro = intro;
        this.table = table;
    }

    /** Blocks until the dialog is closed; empty if it was cancelled. */
    Optional<ParameterValues> ask(Map<String, String> startValues) {
        Map<String, String> shown = startValues;
        while (true) {
            GenericDialog dialog = build(shown);
            dialog.showDialog();
            if (!dialog.wasOKed()) {
                return Optional.empty();
            }
            shown = read(dialog);
            try {
                return Optional.of(table.parse(shown));
            } catch (ParameterException problem) {
                IJ.showMessage(title, problem.getMessage());
            }
        }
    }

    private GenericDialog build(Map<String, String> values) {
        GenericDialog dialog = new GenericDialog(title);
        for (Parameter parameter : table.parameters()) {
            String value = values.get(parameter.key());
            switch (parameter.kind()) {
                case FILE:
                    dialog.addFileField(parameter.label(), value, FILE_COLUMNS);
                    break;
                case CHOICE:
                    dialog.addChoice(parameter.label(), parameter.choices().toArray(new String[0]), value);
                    break;
                default:
                    dialog.addStringField(parameter.label(), value, TEXT_COLUMNS);
            }
        }
        dialog.addHelp(table.helpHtml(intro));
        return dialog;
    }

    /**
     * Reads the fields directly: the dialog's own getters would record them under keys made from the labels, and read
     * numbers less strictly than macros do.
     */
    private Map<String, String> read(GenericDialog dialog) {
        Iterator<?> texts = dialog.getStringFields() == null
                ? null
                : dialog.getStringFields().iterator();
        Iterator<?> choices =
                dialog.getChoices() == null ? null : dialog.getChoices().iterator();
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : table.parameters()) {
            String value = parameter.kind() == Parameter.Kind.CHOICE
                    ? ((Choice) choices.next()).getSelectedItem()
                    : ((TextField) texts.next()).getText();
            values.put(parameter.key(), value);
        }
        return values;
    }
}
