package io.github.latentj.imagej.dialog;

import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.explore.RequestException;
import io.github.latentj.imagej.command.Command;
import io.github.latentj.imagej.command.ModelOfLatents;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterValues;
import java.awt.Choice;
import java.awt.Component;
import java.awt.TextField;
import java.awt.event.ItemEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The lists of a dialog that offer the directions saved beside the model which the dialog names. They follow its model,
 * whether it is typed, browsed for or dropped.
 */
final class DirectionLists {
    /** The name of the component from which a field for a name is filled. */
    static final String SAVED = "saved";

    static final String SAVED_LABEL = "Saved so far";
    /** For an empty text, which a list would show as if it were broken. */
    static final String NOTHING = "(none)";

    static final String NONE_SAVED = "none is saved beside this model";

    private final Command command;
    private final Supplier<Map<String, String>> typed;
    private List<String> shown;

    /** @param typed what the dialog's fields hold now, by key */
    DirectionLists(Command command, Supplier<Map<String, String>> typed) {
        this.command = command;
        this.typed = typed;
    }

    /** Fills the lists among the fields now, and anew whenever another model is named. */
    void fill(Map<String, Component> fields) {
        if (!command.parameters().has(Parameter.Kind.DIRECTION)
                && !command.parameters().has(Parameter.Kind.NAME)) {
            return;
        }
        refill(fields);
        for (Component field : fields.values()) {
            if (field instanceof TextField) {
                ((TextField) field).addTextListener(changed -> refill(fields));
            }
        }
        Choice saved = (Choice) fields.get(SAVED);
        if (saved != null) {
            TextField name = (TextField) fields.get("name");
            saved.addItemListener(picked -> {
                if (picked.getStateChange() == ItemEvent.SELECTED && saved.getSelectedIndex() > 0) {
                    name.setText(saved.getSelectedItem());
                }
            });
        }
    }

    private void refill(Map<String, Component> fields) {
        List<String> names = names();
        if (names.equals(shown)) {
            return;
        }
        shown = names;
        for (Parameter parameter : command.parameters().parameters()) {
            if (parameter.kind() == Parameter.Kind.DIRECTION) {
                fill((Choice) fields.get(parameter.key()), parameter.choices(), names);
            }
        }
        if (fields.containsKey(SAVED)) {
            String first = names.isEmpty() ? NONE_SAVED : "choose to fill in its name";
            fill((Choice) fields.get(SAVED), Collections.singletonList(first), names);
        }
    }

    /** Keeps what was chosen, if it is still there. */
    private static void fill(Choice list, List<String> always, List<String> names) {
        List<String> items = new ArrayList<>();
        always.forEach(item -> items.add(item.isEmpty() ? NOTHING : item));
        items.addAll(names);
        if (items.isEmpty()) {
            items.add(NONE_SAVED);
        }
        String chosen = list.getSelectedItem();
        list.removeAll();
        items.forEach(list::add);
        list.select(items.contains(chosen) ? chosen : items.get(0));
    }

    private List<String> names() {
        try {
            return ModelOfLatents.named(command, new ParameterValues(typed.get()))
                    .map(model -> new DirectionFolder(model).names())
                    .orElse(Collections.emptyList());
        } catch (RequestException unreadable) {
            // told when it is used
            return Collections.emptyList();
        }
    }
}
