package io.github.latentj.imagej.dialog;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import io.github.latentj.imagej.command.Command;
import io.github.latentj.imagej.image.CellNumbers;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.window.BesideDialog;
import io.github.latentj.imagej.window.TextLines;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.TextField;
import java.awt.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;

/** Shows the parameters of a command as an ImageJ dialog. Each field has the parameter's key as its component's name. */
public final class ParameterDialog {
    private static final int FILE_COLUMNS = 36;
    private static final int TEXT_COLUMNS = 20;
    private static final int LINE = 76;

    private final Command command;
    private final Map<String, Component> fields = new LinkedHashMap<>();

    public ParameterDialog(Command command) {
        this.command = command;
    }

    /**
     * Blocks until the dialog is closed.
     *
     * @param start what the fields show first, by key
     * @return the text of each field, not checked; empty if the dialog was cancelled
     */
    public Optional<Map<String, String>> ask(Map<String, String> start) {
        GenericDialog dialog = build(start);
        CellNumbers numbers =
                CellNumbers.over(ActiveImage.numbered(command.parameters()).orElse(null));
        try {
            dialog.showDialog();
        } finally {
            numbers.remove();
        }
        return dialog.wasOKed() ? Optional.of(read()) : Optional.empty();
    }

    private GenericDialog build(Map<String, String> values) {
        GenericDialog dialog = new BesideDialog(command.title(), imageWindow());
        dialog.addMessage(TextLines.wrapped(command.intro(), LINE));
        ActiveImage.line(command.parameters()).ifPresent(line -> dialog.addMessage(TextLines.wrapped(line, LINE)));
        if (command.parameters().has(Parameter.Kind.IMAGES)) {
            dialog.addMessage(TextLines.wrapped(LatentReferences.HINT, LINE));
        }
        for (Parameter parameter : command.parameters().parameters()) {
            if (parameter.kind() != Parameter.Kind.ASKED) {
                add(dialog, parameter, values.get(parameter.key()));
            }
        }
        new DirectionLists(command, this::read).fill(fields);
        dialog.addHelp(command.parameters().helpHtml(command.intro()));
        return dialog;
    }

    private void add(GenericDialog dialog, Parameter parameter, String value) {
        switch (parameter.kind()) {
            case FILE:
                dialog.addFileField(parameter.label(), value, FILE_COLUMNS);
                break;
            case FOLDER:
            case REAL:
                dialog.addDirectoryField(parameter.label(), value, FILE_COLUMNS);
                break;
            case FLAG:
                dialog.addCheckbox(parameter.label(), Boolean.parseBoolean(value));
                break;
            case CHOICE:
                dialog.addChoice(parameter.label(), parameter.choices().toArray(new String[0]), value);
                break;
            case DIRECTION:
                dialog.addChoice(parameter.label(), new String[] {value}, value);
                break;
            default:
                dialog.addStringField(parameter.label(), value, TEXT_COLUMNS);
        }
        keep(parameter.key(), last(dialog, parameter.kind()));
        if (parameter.kind() == Parameter.Kind.NAME) {
            dialog.addChoice(DirectionLists.SAVED_LABEL, new String[] {""}, "");
            keep(DirectionLists.SAVED, (Component) dialog.getChoices().lastElement());
        }
    }

    private void keep(String key, Component field) {
        field.setName(key);
        fields.put(key, field);
    }

    private static Component last(GenericDialog dialog, Parameter.Kind kind) {
        boolean choice = kind == Parameter.Kind.CHOICE || kind == Parameter.Kind.DIRECTION;
        Vector<?> all = kind == Parameter.Kind.FLAG
                ? dialog.getCheckboxes()
                : choice ? dialog.getChoices() : dialog.getStringFields();
        return (Component) all.lastElement();
    }

    /** The image that numbers in the dialog mean; null if there is none. */
    private ImagePlus meantImage() {
        return ActiveImage.isMeant(command.parameters()) ? WindowManager.getCurrentImage() : null;
    }

    private Window imageWindow() {
        return meantImage() == null ? null : meantImage().getWindow();
    }

    /**
     * Reads the fields directly: the dialog's own getters would record them under keys made from the labels, and read
     * numbers less strictly than macros do.
     */
    private Map<String, String> read() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : command.parameters().parameters()) {
            Component field = fields.get(parameter.key());
            values.put(parameter.key(), field == null ? parameter.defaultText() : text(field));
        }
        return values;
    }

    private static String text(Component field) {
        if (field instanceof Checkbox) {
            return String.valueOf(((Checkbox) field).getState());
        }
        return field instanceof Choice ? chosen((Choice) field) : ((TextField) field).getText();
    }

    private static String chosen(Choice field) {
        String item = field.getSelectedItem();
        boolean nothing = item == null || item.equals(DirectionLists.NONE_SAVED) || item.equals(DirectionLists.NOTHING);
        return nothing ? "" : item;
    }
}
