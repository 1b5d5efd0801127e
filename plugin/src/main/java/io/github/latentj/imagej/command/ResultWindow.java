package io.github.latentj.imagej.command;

import ij.ImagePlus;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.imagej.image.ImageAssembly;
import io.github.latentj.imagej.image.ImageTags;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.window.Announcement;
import io.github.latentj.imagej.window.ImageOutlet;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.imagej.window.TextLines;

/** Shows the images of a command as its {@code output} parameter says. */
final class ResultWindow {
    private static final String MONTAGE = "montage";
    private static final String STACK = "stack";

    private ResultWindow() {}

    /** The parameter {@code output}, the same in every command. */
    static Parameter output() {
        return Parameter.choice(
                "output",
                "Output as",
                "Montage: one image with all results side by side. Stack: one image in each slice.",
                MONTAGE,
                STACK);
    }

    /**
     * Shows the images, whose <em>Info</em> tells what was found, and leaves a summary in the status bar; the log opens
     * for warnings.
     *
     * @return what is shown
     */
    static ImagePlus show(GeneratedImages images, String name, ParameterValues values, Command command) {
        return show(images, name, values.text("output").equals(STACK), values, command);
    }

    /** As {@link #show}, for a command that makes one image. */
    static void showSingle(GeneratedImages image, String name, ParameterValues values, Command command) {
        show(image, name, false, values, command);
    }

    private static ImagePlus show(
            GeneratedImages images, String name, boolean stack, ParameterValues values, Command command) {
        images.warnings().forEach(warning -> Announcement.warning(command.title(), warning));
        images.notes().forEach((note, text) -> Announcement.detail(name, note.replace('_', ' ') + " " + text));
        if (!images.jumps().isEmpty() && !Announcement.isUnseen()) {
            Announcement.warning(
                    name,
                    "jumps before image " + images.notes().get("jumps_before_image")
                            + ", framed in red: a step there is more than three times the median");
        }
        ImageAssembly assembly = new ImageAssembly(images);
        ImagePlus shown = stack ? assembly.stack(name) : assembly.montage(name);
        MeantImage.inWords().ifPresent(source -> ImageTags.writeSource(shown, source));
        ImageTags.writeMacro(shown, MacroRecorder.line(command, values));
        ImageOutlet.show(shown);
        StatusBarProgress.clear(TextLines.counted(images.count(), "image") + ": " + name
                + images.summary().map(summary -> "; " + summary).orElse(""));
        return shown;
    }
}
