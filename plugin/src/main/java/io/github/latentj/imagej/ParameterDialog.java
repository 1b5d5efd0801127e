package io.github.latentj.imagej;

import ij.IJ;
import ij.gui.GenericDialog;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;

/** Shows a table of parameters as an ImageJ dialog until its values are right or the user cancels. */
final class ParameterDialog {
    private static final int FILE_COLUMNS = 36;
    private static final int TEXT_COLUMNS = 20;
    private static final int LINE = 64;

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
        dialog.addMessage(wrapped(intro));
        if (table.parameters().stream().anyMatch(each -> each.allowed().equals(LatentReferences.ALLOWED))) {
            dialog.addMessage(wrapped(LatentReferences.HINT));
        }
        for (Parameter parameter : table.parameters()) {
            String value = values.get(parameter.key());
            switch (parameter.kind()) {
                case FILE:
                    dialog.addFileField(parameter.label(), value, FILE_COLUMNS);
                    break;
                case ASKED:
                    break;
                case FLAG:
                    dialog.addCheckbox(parameter.label(), Boolean.parseBoolean(value));
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

    /** The text in lines that are no wider than the fields. */
    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split(" ")) {
            boolean full = length > 0 && length + 1 + word.length() > LINE;
            lines.append(full ? "\n" : length > 0 ? " " : "").append(word);
            length = full ? word.length() : length + 1 + word.length();
        }
        return lines.toString();
    }

    /**
     * Reads the fields directly: the dialog's own getters would record them under keys made from the labels, and read
     * numbers less strictly than macros do.
     */
    private Map<String, String> read(GenericDialog dialog) {
        Iterator<?> texts = all(dialog.getStringFields());
        Iterator<?> choices = all(dialog.getChoices());
        Iterator<?> flags = all(dialog.getCheckboxes());
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : table.parameters()) {
            values.put(parameter.key(), read(parameter, texts, choices, flags));
        }
        return values;
    }

    private static String read(Parameter parameter, Iterator<?> texts, Iterator<?> choices, Iterator<?> flags) {
        switch (parameter.kind()) {
            case ASKED:
                return parameter.defaultText();
            case FLAG:
                return String.valueOf(((Checkbox) flags.next()).getState());
            case CHOICE:
                return ((Choice) choices.next()).getSelectedItem();
            default:
                return ((TextField) texts.next()).getText();
        }
    }

    /** ImageJ has no list of fields before the first is added. */
    private static Iterator<?> all(Vector<?> fields) {
        return fields == null ? Collections.emptyIterator() : fields.iterator();
    }
}
