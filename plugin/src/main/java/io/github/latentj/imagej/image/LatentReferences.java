package io.github.latentj.imagej.image;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.gui.Roi;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import java.awt.Point;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Latents as a person names them: {@code 3} or {@code 1-4} for slices or montage cells of the active image,
 * {@code Title#3} for those of another, {@code selected} for the current slice or the cells under the selection,
 * {@code seed:7} or {@code seed:7#3} for the third image of a seed; several separated by commas.
 */
public final class LatentReferences {
    /** The slice that shows, or the cells under a selection. */
    public static final String SELECTED = "selected";

    /** For dialogs, above their fields. */
    public static final String HINT =
            "Images are named by number, such as 1,4-6: slices of the active stack, or cells of the"
                    + " active montage. Or: selected (the slice that shows, the cells under a point or"
                    + " rectangle selection), Title#2 for another image, seed:7#1-3 for random ones.";

    /** Where images can be clicked, too. */
    public static final String SHORT_HINT =
            "Or type numbers such as 1,4-6, selected (the slice that shows, the cells under a"
                    + " selection), Title#2 for another image, seed:7#1-3 for random ones.";

    private static final Pattern ITEM = Pattern.compile(
            "(?:(?:seed:(?<seed>[+-]?[0-9]{1,19})|(?<title>.+))#)?(?:(?<first>[0-9]{1,6})(?:-(?<last>[0-9]{1,6}))?"
                    + "|(?<selected>selected))");
    private static final Pattern WHOLE_SEED = Pattern.compile("seed:(?<seed>[+-]?[0-9]{1,19})");

    private final String key;
    private final List<LatentSource> sources = new ArrayList<>();
    private Path model;

    private LatentReferences(String key) {
        this.key = key;
    }

    /** @throws ParameterException naming the item that cannot be found or read */
    public static LatentReferences parse(String key, String text) {
        LatentReferences references = new LatentReferences(key);
        items(text).forEach(references::add);
        return references;
    }

    /** The same references with numbers in place of {@code selected}. */
    public static String explicit(String key, String text) {
        List<String> items = new ArrayList<>();
        for (String item : items(text)) {
            Matcher match = ITEM.matcher(item);
            boolean selected = match.matches() && match.group("selected") != null;
            items.add(selected ? numbersOf(key, match.group("title")) : item);
        }
        return String.join(",", items);
    }

    private static String numbersOf(String key, String title) {
        String prefix = title == null ? "" : title + "#";
        return selected(key, image(key, title)).stream()
                .map(number -> prefix + number)
                .collect(Collectors.joining(","));
    }

    public List<LatentSource> sources() {
        return sources;
    }

    /** The model that made the first named image. */
    public Optional<Path> model() {
        return Optional.ofNullable(model);
    }

    /** What commas separate, but those in a title: what is no item by itself begins one that goes on behind the comma. */
    static List<String> items(String text) {
        String[] parts = text.split(",");
        List<String> items = new ArrayList<>();
        int first = 0;
        while (first < parts.length) {
            int end = first + 1;
            String item = parts[first].trim();
            while (!isItem(item) && end < parts.length) {
                item = String.join(",", Arrays.copyOfRange(parts, first, ++end)).trim();
            }
            boolean found = isItem(item);
            items.add(found ? item : parts[first].trim());
            first = found ? end : first + 1;
        }
        return items;
    }

    private static boolean isItem(String text) {
        return WHOLE_SEED.matcher(text).matches() || ITEM.matcher(text).matches();
    }

    private void add(String item) {
        Matcher seed = WHOLE_SEED.matcher(item);
        Matcher match = ITEM.matcher(item);
        if (seed.matches()) {
            sources.add(LatentSource.seeded(seedOf(seed.group("seed")), 0));
        } else if (!match.matches()) {
            throw new ParameterException(key + " must be " + Parameter.IMAGES_ALLOWED + ", found '" + item + "'");
        } else if (match.group("seed") != null && match.group("first") != null) {
            numbers(match, 10_000)
                    .forEach(number -> sources.add(LatentSource.seeded(seedOf(match.group("seed")), number - 1)));
        } else {
            addImages(match);
        }
    }

    private void addImages(Matcher match) {
        ImagePlus image = image(key, match.group("title"));
        List<LatentSource> carried = ImageTags.read(image);
        List<Integer> numbers = match.group("selected") == null ? numbers(match, carried.size()) : selected(key, image);
        numbers.forEach(number -> sources.add(carried.get(number - 1)));
        if (model == null) {
            model = ImageTags.model(image).map(Paths::get).orElse(null);
        }
    }

    private long seedOf(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw new ParameterException(key + ": a seed has at most 64 bits, found '" + text + "'");
        }
    }

    private List<Integer> numbers(Matcher match, int most) {
        int first = Integer.parseInt(match.group("first"));
        int last = match.group("last") == null ? first : Integer.parseInt(match.group("last"));
        if (first < 1 || last < first || last > most) {
            throw new ParameterException(
                    key + " must name images from 1 to " + most + ", found '" + match.group() + "'");
        }
        List<Integer> numbers = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private static ImagePlus image(String key, String title) {
        ImagePlus image = title == null ? WindowManager.getCurrentImage() : WindowManager.getImage(title);
        if (image == null) {
            throw new ParameterException(
                    title == null
                            ? key + " names an image, but none is open"
                            : key + ": no image '" + title + "' is open");
        }
        return image;
    }

    /** As {@link #selected(ImagePlus)}, but its error names the parameter. */
    private static List<Integer> selected(String key, ImagePlus image) {
        try {
            return selected(image);
        } catch (ParameterException nothing) {
            throw new ParameterException(key + ": " + nothing.getMessage());
        }
    }

    /** Whether a text names random images alone, which are the same whatever is open. */
    public static boolean areSeeds(String text) {
        return items(text).stream().allMatch(item -> item.startsWith("seed:"));
    }

    /** Whether any item is a number of the active image, or what is selected there. */
    public static boolean nameActiveImage(String text) {
        return items(text).stream()
                .map(ITEM::matcher)
                .anyMatch(item -> item.matches() && item.group("title") == null && item.group("seed") == null);
    }

    /** Whether a selection chooses cells of a montage. */
    public static boolean hasSelectedCells(ImagePlus image) {
        return image.getRoi() != null && ImageTags.isWholeMontage(image) && isSelected(image);
    }

    /** Whether {@link #SELECTED} means something. */
    public static boolean isSelected(ImagePlus image) {
        try {
            return !selected(image).isEmpty();
        } catch (ParameterException nothing) {
            return false;
        }
    }

    /** Numbers of the current slice, or of the montage cells that the selection touches by point or centre. */
    public static List<Integer> selected(ImagePlus image) {
        boolean cellsKnown = image.getProp(ImageTags.LATENTS) != null || ImageTags.isWholeMontage(image);
        if (!cellsKnown || image.getStackSize() > image.getNChannels()) {
            List<Integer> current = new ArrayList<>();
            current.add((image.getCurrentSlice() - 1) / image.getNChannels() + 1);
            return current;
        }
        List<Rectangle> cells = MontageCells.of(image).cells();
        Roi roi = image.getRoi();
        if (roi == null && cells.size() > 1) {
            throw new ParameterException("select images in '" + image.getTitle()
                    + "' with the point or rectangle tool, or name them by number");
        }
        Set<Integer> selected = selected(roi, cells);
        if (selected.isEmpty()) {
            throw new ParameterException("the selection in '" + image.getTitle() + "' touches no image");
        }
        return new ArrayList<>(selected);
    }

    /**
     * Numbers of the images that a person means by a place: the cells that it touches, or the slice that shows.
     *
     * @param area in pixels, at least one
     */
    public static List<Integer> at(ImagePlus image, Rectangle area) {
        if (!ImageTags.isWholeMontage(image)) {
            return selected(image);
        }
        List<Integer> numbers = new ArrayList<>();
        List<Rectangle> cells = MontageCells.of(image).cells();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).intersects(area)) {
                numbers.add(i + 1);
            }
        }
        return numbers;
    }

    /** In the order of points, else of cells. */
    private static Set<Integer> selected(Roi roi, List<Rectangle> cells) {
        Set<Integer> selected = new LinkedHashSet<>();
        if (roi == null) {
            selected.add(1);
        } else if (roi instanceof PointRoi) {
            for (Point point : roi.getContainedPoints()) {
                addCellAt(point, cells, selected);
            }
        } else {
            for (int i = 0; i < cells.size(); i++) {
                if (roi.contains(
                        (int) cells.get(i).getCenterX(), (int) cells.get(i).getCenterY())) {
                    selected.add(i + 1);
                }
            }
            Rectangle bounds = roi.getBounds();
            Point middle = new Point((int) bounds.getCenterX(), (int) bounds.getCenterY());
            if (selected.isEmpty() && (!roi.isArea() || roi.contains(middle.x, middle.y))) {
                addCellAt(middle, cells, selected);
            }
        }
        return selected;
    }

    private static void addCellAt(Point point, List<Rectangle> cells, Set<Integer> selected) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).contains(point)) {
                selected.add(i + 1);
            }
        }
    }
}
