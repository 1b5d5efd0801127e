package io.github.latentj.imagej.dialog;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import io.github.latentj.imagej.image.ImageTags;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import java.awt.Rectangle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a dialog which image numbers mean, and what is in it. */
public final class ActiveImage {
    private static final int MOST_NUMBERS = 12;

    private ActiveImage() {}

    /** True if a parameter takes parts of the active image. */
    static boolean isMeant(ParameterTable table) {
        return table.has(Parameter.Kind.IMAGES) || table.has(Parameter.Kind.PARTS) || table.has(Parameter.Kind.REAL);
    }

    /** One line on the active image; empty where no parameter means it. */
    public static Optional<String> line(ParameterTable table) {
        if (!isMeant(table)) {
            return Optional.empty();
        }
        ImagePlus image = WindowManager.getCurrentImage();
        if (table.has(Parameter.Kind.IMAGES)) {
            return Optional.of(image == null ? "No image is open: only random images can be named." : latents(image));
        }
        if (image == null) {
            return Optional.of("No image is open.");
        }
        boolean unreal =
                table.has(Parameter.Kind.REAL) && ImageTags.model(image).isPresent();
        return Optional.of(
                unreal ? "'" + image.getTitle() + "' was made by LatentJ: name real images instead." : parts(image));
    }

    /**
     * True if images can be clicked: the cells of a montage. A stack would have to be scrolled, which changes what
     * {@code selected} means.
     */
    static boolean isPickable(ParameterTable table) {
        ImagePlus image = WindowManager.getCurrentImage();
        boolean named = table.has(Parameter.Kind.IMAGES) || table.has(Parameter.Kind.PARTS);
        return named && image != null && ImageTags.isWholeMontage(image);
    }

    /** The image to draw numbers on, if what shows there is what numbers mean. */
    static Optional<ImagePlus> numbered(ParameterTable table) {
        ImagePlus image = WindowManager.getCurrentImage();
        boolean right = image != null
                && (!table.has(Parameter.Kind.IMAGES) || !ImageTags.isEdited(image) && ImageTags.hasLatents(image));
        return isMeant(table) && right ? Optional.of(image) : Optional.empty();
    }

    private static String latents(ImagePlus image) {
        int count;
        try {
            count = ImageTags.read(image).size();
        } catch (ParameterException without) {
            return "The active image cannot be named by number: " + without.getMessage() + ".";
        }
        String drawn = ImageTags.isWholeMontage(image) && !ImageTags.isEdited(image) ? ", as drawn on its cells" : "";
        return "Numbers mean images of '" + image.getTitle() + "', " + shape(image, count) + drawn + ". Selected now: "
                + selected(image) + "." + (ImageTags.isEdited(image) ? " Note: " + edited(image) : "");
    }

    /** What must be known of the active image where {@code values} name parts of it; empty if all is as it was made. */
    public static Optional<String> warning(ParameterTable table, ParameterValues values) {
        ImagePlus image = WindowManager.getCurrentImage();
        boolean named = table.parameters().stream()
                .filter(parameter -> parameter.kind() == Parameter.Kind.IMAGES)
                .map(parameter -> values.text(parameter.key()))
                .anyMatch(text -> !text.isEmpty() && !LatentReferences.areSeeds(text));
        return named && image != null && ImageTags.isEdited(image) ? Optional.of(edited(image)) : Optional.empty();
    }

    private static String edited(ImagePlus image) {
        return "the pixels of '" + image.getTitle()
                + "' were changed after LatentJ made it. Numbers mean its cells as they"
                + " were then: if it was flipped or moved, other images show there now.";
    }

    private static String selected(ImagePlus image) {
        List<Integer> numbers;
        try {
            numbers = LatentReferences.selected(image);
        } catch (ParameterException nothing) {
            return "none";
        }
        String text = numbers.stream().limit(MOST_NUMBERS).map(String::valueOf).collect(Collectors.joining(", "));
        return numbers.size() > MOST_NUMBERS ? text + " and " + (numbers.size() - MOST_NUMBERS) + " more" : text;
    }

    private static String parts(ImagePlus image) {
        boolean montage = ImageTags.isWholeMontage(image);
        int count = montage ? ImageTags.positive(image, ImageTags.COUNT) : image.getStackSize() / image.getNChannels();
        Roi roi = image.getRoi();
        String all = "The active image is '" + image.getTitle() + "': " + shape(image, count);
        if (montage && roi != null) {
            return all + ". Selected now: " + selected(image) + "; where a field says 'all', these are meant."
                    + now(image);
        }
        Rectangle area = roi != null && roi.isArea() ? roi.getBounds() : null;
        return all
                + (area == null ? "." : ", with a selection of " + area.width + " x " + area.height + " pixels.")
                + now(image);
    }

    private static String now(ImagePlus image) {
        return ImageTags.isEdited(image)
                ? " Its pixels were changed after LatentJ made it: numbers mean what its cells show now."
                : "";
    }

    private static String shape(ImagePlus image, int count) {
        if (count == 1) {
            return "one image";
        }
        return ImageTags.isWholeMontage(image)
                ? "a montage of " + count + " images"
                : "a stack of " + count + " slices";
    }
}
