package io.github.latentj.imagej;

import ij.IJ;
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
                "Output",
                "One image with all results side by side, or a stack with one image in each slice.",
                MONTAGE,
                STACK);
    }

    /**
     * Shows the images, logs what the user should know of them, and leaves a summary in the status bar.
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
        images.warnings().forEach(warning -> IJ.log(title + ": " + warning));
        images.notes().forEach((note, text) -> IJ.log(name + ": " + note.replace('_', ' ') + " " + text));
        ImageAssembly assembly = new ImageAssembly(images);
        ImagePlus shown = stack ? assembly.stack(name) : assembly.montage(name);
        ImageOutlet.show(shown);
        StatusBarProgress.clear((images.count() == 1 ? "1 image: " : images.count() + " images: ") + name);
        return shown;
    }
}
