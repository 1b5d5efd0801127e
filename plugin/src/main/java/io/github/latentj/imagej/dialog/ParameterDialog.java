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
    private static final String PICK = "Click images in their window to put their numbers into the yellow field, and"
            + " again to take them out; drag over several.";

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
        ImagePlus image = ActiveImage.numbered(command.parameters()).orElse(null);
        boolean picks = ActiveImage.isPickable(command.parameters()) && CellPicker.serves(image);
        GenericDialog dialog = build(start, picks);
        CellNumbers numbers = CellNumbers.over(image);
        CellPicker picker = picks ? new CellPicker(image, numbers, pickFields()) : null;
        try {
            if (picks) {
                picker.open();
            }
            dialog.showDialog();
        } finally {
            if (picks) {
                picker.close();
            }
            numbers.remove();
        }
        return dialog.wasOKed() ? Optional.of(read()) : Optional.empty();
    }

    /** The fields that name images by number, with what they say if they name none. */
    private Map<TextField, String> pickFields() {
        Map<TextField, String> named = new LinkedHashMap<>();
        for (Parameter parameter : command.parameters().parameters()) {
            if (parameter.namesImages()) {
                boolean parts = parameter.kind() == Parameter.Kind.PARTS;
                named.put((TextField) fields.get(parameter.key()), parts ? parameter.defaultText() : "");
            }
        }
        return named;
    }

    private GenericDialog build(Map<String, String> values, boolean picks) {
        GenericDialog dialog = new BesideDialog(command.title(), imageWindow());
        dialog.addMessage(TextLines.wrapped(command.intro(), LINE));
        ActiveImage.line(command.parameters()).ifPresent(line -> dialog.addMessage(TextLines.wrapped(line, LINE)));
        if (picks || command.parameters().has(Parameter.Kind.IMAGES)) {
            dialog.addMessage(TextLines.wrapped(hint(picks), LINE));
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

    private String hint(boolean picks) {
        if (!picks) {
            return LatentReferences.HINT;
        }
        return command.parameters().has(Parameter.Kind.IMAGES) ? PICK + " " + LatentReferences.SHORT_HINT : PICK;
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
