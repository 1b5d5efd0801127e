package io.github.latentj.scijava;

import ij.ImagePlus;
import io.github.latentj.imagej.ScriptedCommand;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;

/**
 * A command of the menu for scripts, named as in the menu without blanks. Each field of a subclass is a key of the
 * macro line. Fields take any type, and what is given is checked by the command itself: SciJava would turn a word into
 * the number 0. A missing key takes its documented default ({@link AllInputsGiven}).
 */
abstract class MenulessCommand implements Command {
    @Parameter(
            required = false,
            persist = false,
            description = "The image that numbers and 'selected' mean. Missing: the active one.")
    private ImagePlus image;

    @Parameter(type = ItemIO.OUTPUT, description = "The main image; null if the command makes none.")
    private ImagePlus result;

    @Parameter(type = ItemIO.OUTPUT, description = "All images, the main one last.")
    private List<ImagePlus> results;

    @Override
    public final void run() {
        results = ScriptedCommand.named(getClass().getSimpleName()).run(given());
        result = results.isEmpty() ? null : results.get(results.size() - 1);
    }

    private Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("image", image);
        for (Field field : getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(Parameter.class)) {
                given.put(field.getName(), value(field));
            }
        }
        return given;
    }

    private Object value(Field field) {
        try {
            field.setAccessible(true);
            return field.get(this);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
