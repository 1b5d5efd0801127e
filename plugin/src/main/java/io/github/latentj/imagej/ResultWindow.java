package io.github.latentj.imagej;

import ij.ImagePlus;
import io.github.latentj.explore.GeneratedImages;

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
    static ImagePlus show(GeneratedImages images, String name, ParameterValues values, String title) {
        return show(images, name, values.text("output").equals(STACK), title);
    }

    /** As {@link #show}, for a command that makes one image. */
    static void showSingle(GeneratedImages image, String name, String title) {
        show(image, name, false, title);
    }

    private static ImagePlus show(GeneratedImages images, String name, boolean stack, String title) {
        images.warnings().forEach(warning -> Announcement.warning(title, warning));
        images.notes().forEach((note, text) -> Announcement.detail(name, note.replace('_', ' ') + " " + text));
        if (!images.jumps().isEmpty() && !Announcement.isUnseen()) {
            Announcement.warning(
                    name,
                    "jumps before image " + images.notes().get("jumps_before_image")
                            + ", framed in red: a step there is more than three times the median");
        }
        ImageAssembly assembly = new ImageAssembly(images);
        ImagePlus shown = stack ? assembly.stack(name) : assembly.montage(name);
        ImageOutlet.show(shown);
        StatusBarProgress.clear(TextLines.counted(images.count(), "image") + ": " + name
                + images.summary().map(summary -> "; " + summary).orElse(""));
        return shown;
    }
}
