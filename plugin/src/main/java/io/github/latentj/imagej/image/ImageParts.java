package io.github.latentj.imagej.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import io.github.latentj.explore.real.SourceImage;
import io.github.latentj.imagej.parameter.NumberList;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the active image shows, part by part: of a montage that LatentJ made each cell, else under a rectangle selection its
 * area in each slice, else each slice. Several channels belong to one part. A selection may also say which pixels
 * count.
 */
public final class ImageParts {
    /** All slices, or cells. */
    public static final String ALL = "all";

    private static final String WEIGHTS = "weights";
    private static final String CROP = "crop";
    private static final String IGNORE = "ignore";

    private final ImagePlus image;
    private final ImageStack pixels;
    private final boolean packed;
    private final int channels;
    private final PixelWeights weights;
    private final List<SourceImage> parts = new ArrayList<>();

    private ImageParts(ImagePlus image) {
        this.image = image;
        pixels = held(image.getStack());
        packed = image.getBitDepth() == 24;
        channels = image.getNChannels();
        weights = new PixelWeights(image);
    }

    /** A closed window takes the pixels from its stack, not from this one. Those on disk are read when they are needed. */
    private static ImageStack held(ImageStack stack) {
        if (stack.isVirtual()) {
            return stack;
        }
        ImageStack held = new ImageStack(stack.getWidth(), stack.getHeight());
        for (int slice = 1; slice <= stack.size(); slice++) {
            held.addSlice(null, stack.getPixels(slice));
        }
        return held;
    }

    /** The parameter {@code images} where a rectangle selection says what to look at. */
    public static Parameter parameter() {
        return parameter(
                " With a rectangle selection: its area in these slices. On a montage a selection chooses cells, as"
                        + " for latents: 'all' then means these.");
    }

    /** @param selection what a selection means, if no other parameter tells */
    public static Parameter parameter(String selection) {
        return Parameter.parts(
                "images",
                "Images to look at",
                "Which slices of the active image, or cells of a LatentJ montage, by the numbers that the dialog draws on it."
                        + selection);
    }

    /** The parameter {@code selection} of commands where pixels may count differently. */
    public static Parameter selection() {
        return Parameter.choice(
                "selection",
                "Selection means",
                "What an area selection means. Crop: its bounding rectangle is taken as the image, and only the pixels"
                        + " inside count. Weights: the whole image is taken, and only the pixels inside count. Ignore:"
                        + " nothing.",
                CROP,
                WEIGHTS,
                IGNORE);
    }

    /** Whether an area selection says what to look at, and not how much pixels count. */
    public static boolean isCrop(ParameterValues values) {
        return values.text("selection").equals(CROP);
    }

    /** The parameter {@code weights}, beside {@link #selection}. */
    public static Parameter weights() {
        return Parameter.text(
                WEIGHTS,
                "Weights image (title)",
                "The title of an open image of the same size whose pixels say how much each pixel counts, 0 for not at"
                        + " all. Empty: all alike.",
                "",
                "the title of an open image");
    }

    /**
     * The parts that the parameter {@code images} names.
     *
     * @throws ParameterException if no image is open, the selection is no rectangle, or a number is too large
     */
    public static List<SourceImage> of(ParameterValues values) {
        return of(active(), values.text("images"));
    }

    /**
     * @param numbers {@code all}, or numbers such as {@code 1,4-6}
     * @throws ParameterException if the selection is no rectangle, or a number is too large
     */
    public static List<SourceImage> of(ImagePlus image, String numbers) {
        return named(chosen(image, numbers), new ImageParts(image).all());
    }

    /**
     * The parts that the parameter {@code images} names, with the weights that {@code selection} and {@code weights}
     * give to their pixels.
     *
     * @throws ParameterException if no image is open, a number is too large, or an image of weights does not fit
     */
    public static List<SourceImage> weighted(ParameterValues values) {
        ImagePlus image = active();
        String numbers = values.text("images");
        return named(
                isCrop(values) ? chosen(image, numbers) : numbers,
                new ImageParts(image).weighted(values.text("selection"), values.text(WEIGHTS)));
    }

    /** Numbers in place of {@code all} where cells of a montage are selected, so that a recorded line means the same. */
    public static String chosen(ImagePlus image, String numbers) {
        return numbers.equalsIgnoreCase(ALL) && LatentReferences.hasSelectedCells(image)
                ? LatentReferences.selected(image).stream().map(String::valueOf).collect(Collectors.joining(","))
                : numbers;
    }

    /** @throws ParameterException if no image is open */
    public static ImagePlus active() {
        ImagePlus image = WindowManager.getCurrentImage();
        if (image == null) {
            throw new ParameterException("there is no image open to look at");
        }
        return image;
    }

    private static List<SourceImage> named(String numbers, List<SourceImage> all) {
        if (numbers.equalsIgnoreCase(ALL)) {
            return all;
        }
        List<SourceImage> named = new ArrayList<>();
        NumberList.parse("images", numbers, "images", all.size()).forEach(number -> named.add(all.get(number - 1)));
        return named;
    }

    /** All parts of an image. */
    static List<SourceImage> all(ImagePlus image) {
        return new ImageParts(image).all();
    }

    private List<SourceImage> all() {
        Roi roi = image.getRoi();
        if (ImageTags.isWholeMontage(image)) {
            addCells();
        } else if (roi != null && roi.isArea()) {
            addSlices(rectangle(roi));
        } else {
            addSlices(new Rectangle(image.getWidth(), image.getHeight()));
        }
        return parts;
    }

    private List<SourceImage> weighted(String selection, String weightImage) {
        Roi roi = image.getRoi();
        boolean montage = ImageTags.isWholeMontage(image);
        boolean crop = selection.equals(CROP);
        boolean selected = roi != null && roi.isArea() && !selection.equals(IGNORE) && !(montage && crop);
        if (selected) {
            weights.inside(roi);
        }
        if (!weightImage.isEmpty()) {
            weights.times(open(weightImage), WEIGHTS);
        }
        if (selected && crop) {
            addSlices(bounds(roi));
        } else if (montage) {
            addCells();
        } else {
            addSlices(new Rectangle(image.getWidth(), image.getHeight()));
        }
        return parts;
    }

    private static ImagePlus open(String title) {
        ImagePlus open = WindowManager.getImage(title);
        if (open == null) {
            throw new ParameterException(WEIGHTS + ": no image '" + title + "' is open");
        }
        return open;
    }

    private Rectangle rectangle(Roi roi) {
        if (roi.getType() != Roi.RECTANGLE) {
            throw new ParameterException("the selection in '" + image.getTitle()
                    + "' must be a rectangle: networks look at rectangles; or remove it to take whole images");
        }
        return bounds(roi);
    }

    private Rectangle bounds(Roi roi) {
        Rectangle inside = roi.getBounds().intersection(new Rectangle(image.getWidth(), image.getHeight()));
        if (inside.isEmpty()) {
            throw new ParameterException("the selection lies outside of '" + image.getTitle() + "'");
        }
        return inside;
    }

    private void addSlices(Rectangle area) {
        int slices = pixels.size() / channels;
        for (int slice = 0; slice < slices; slice++) {
            String number = slices > 1 ? "#" + (slice + 1) : "";
            SourceImage part = part(number + place(area), slice, area);
            parts.add(place(area).isEmpty() ? part : part.asArea());
        }
    }

    /** Where a crop lies, for tables: empty for the whole image. */
    private String place(Rectangle area) {
        boolean whole = area.width == image.getWidth() && area.height == image.getHeight();
        return whole ? "" : " at " + area.x + "," + area.y + " " + area.width + "x" + area.height;
    }

    private void addCells() {
        for (Rectangle cell : MontageCells.of(image).cells()) {
            parts.add(part("#" + (parts.size() + 1), 0, cell));
        }
    }

    private SourceImage part(String number, int slice, Rectangle area) {
        SourceImage part = new SourceImage(
                image.getTitle() + number,
                area.width,
                area.height,
                packed ? 3 : channels,
                channel -> pixels(slice, channel, area));
        float[] counts = weights.of(area);
        return counts == null ? part : part.weighted(counts);
    }

    /** Stored values, without ImageJ's calibration of densities: models are trained on them. */
    private float[] pixels(int slice, int channel, Rectangle area) {
        ImageProcessor plane = pixels.getProcessor(slice * channels + (packed ? 0 : channel) + 1);
        plane.setRoi(area);
        return (float[]) plane.crop().toFloat(packed ? channel : 0, null).getPixels();
    }
}
