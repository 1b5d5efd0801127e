package io.github.latentj.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.latentj.imagej.command.Command;
import io.github.latentj.imagej.command.CommandValues;
import io.github.latentj.imagej.command.Commands;
import io.github.latentj.imagej.command.MeantImage;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.window.DevicePreference;
import io.github.latentj.imagej.window.EventThread;
import io.github.latentj.imagej.window.ImageOutlet;
import io.github.latentj.imagej.window.StatusBarProgress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A command of the menu, for scripts: the same keys, values and defaults as in a macro, but the images come back
 * instead of being shown.
 */
public final class ScriptedCommand {
    private static final String IMAGE = "image";

    private final Command command;

    private ScriptedCommand(Command command) {
        this.command = command;
    }

    /** All commands, in the order of the menu. */
    public static List<ScriptedCommand> all() {
        return Commands.all().stream().map(ScriptedCommand::new).collect(Collectors.toList());
    }

    /**
     * @param name as in the menu, with or without {@code LatentJ} before it and dots behind it
     * @throws IllegalArgumentException listing what there is
     */
    public static ScriptedCommand named(String name) {
        return all().stream()
                .filter(each -> plain(each.name()).equals(plain(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("LatentJ has no command '" + name + "', but "
                        + all().stream().map(ScriptedCommand::name).collect(Collectors.joining(", "))));
    }

    private static String plain(String name) {
        return name.replace("LatentJ", "").replaceAll("[ .]", "").toLowerCase(Locale.ROOT);
    }

    /** As in the menu, without dots. */
    public String name() {
        return command.title();
    }

    /** One sentence on what it does. */
    public String help() {
        return command.intro();
    }

    /** The keys, and what each means and takes. */
    public Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        for (Parameter parameter : command.parameters().parameters()) {
            keys.put(
                    parameter.key(),
                    parameter.help() + " Allowed: " + parameter.allowed() + ". Default: " + parameter.defaultInWords()
                            + ".");
        }
        return keys;
    }

    /**
     * Runs the command and blocks until its result is there. What is no image goes where the command puts it: the
     * Results table, the log, a file.
     *
     * @param values by key; a missing one takes its documented default. Collections stand for numbers with commas.
     *     Under {@code image} the {@link ImagePlus} that references such as {@code 1-3} and {@code selected} mean;
     *     without it, they mean the active one
     * @return the images, the main one last; not shown
     * @throws IllegalArgumentException naming wrong keys and values, with what is allowed
     * @throws io.github.latentj.explore.RequestException if the values ask for what cannot be done
     * @throws io.github.latentj.inference.file.ModelException if the model cannot be used
     * @throws java.util.concurrent.CancellationException if the user pressed Escape
     */
    public List<ImagePlus> run(Map<String, ?> values) {
        EventThread.refuse(command.title());
        ImagePlus before = WindowManager.getTempCurrentImage();
        try {
            if (values.get(IMAGE) != null) {
                WindowManager.setTempCurrentImage(image(values.get(IMAGE)));
            }
            ParameterValues parsed = command.explicit(CommandValues.of(command, texts(values)));
            DevicePreference.apply();
            IJ.resetEscape();
            return ImageOutlet.imagesOf(() -> MeantImage.during(
                    command, parsed, () -> command.run(parsed, new StatusBarProgress(command.title()))));
        } catch (ParameterException wrong) {
            throw new IllegalArgumentException(command.title() + ": " + wrong.getMessage());
        } finally {
            DevicePreference.tellNotes();
            StatusBarProgress.clear("");
            WindowManager.setTempCurrentImage(before);
        }
    }

    private static ImagePlus image(Object given) {
        if (!(given instanceof ImagePlus)) {
            throw new ParameterException("image must be an ImagePlus, found '" + given + "'");
        }
        return (ImagePlus) given;
    }

    private static Map<String, String> texts(Map<String, ?> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value != null && !key.equals(IMAGE)) {
                texts.put(key, text(value));
            }
        });
        return texts;
    }

    private static String text(Object value) {
        if (value instanceof Collection) {
            return ((Collection<?>) value).stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return String.valueOf(value);
    }
}
