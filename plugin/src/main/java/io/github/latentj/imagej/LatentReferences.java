package io.github.latentj.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.gui.Roi;
import io.github.latentj.explore.LatentSource;
import java.awt.Point;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Latents as a person names them: {@code 3} or {@code 1-4} for slices or montage cells of the active image,
 * {@code Title#3} for those of another, {@code selected} for the current slice or the cells under the selection,
 * {@code seed:7} or {@code seed:7#3} for the third image of a seed; several separated by commas.
 */
final class LatentReferences {
    /** For help texts and messages. */
    static final String ALLOWED = "'selected', numbers of slices or montage cells such as '1,4-6', 'Title#2' for"
            + " another image, or 'seed:7#1-3', separated by commas";

    /** For dialogs, above their fields. */
    static final String HINT = "Images are named by number, such as 1,4-6: slices of the active stack, or cells of the"
            + " active montage, counted row by row. Or: selected (the slice that shows, the cells under a point or"
            + " rectangle selection), Title#2 for another image, seed:7#1-3 for random ones.";

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
    static LatentReferences parse(String key, String text) {
        LatentReferences references = new LatentReferences(key);
        for (String item : text.split(",")) {
            references.add(item.trim());
        }
        return references;
    }

    /** The same references with numbers in place of {@code selected}. */
    static String explicit(String key, String text) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(",")) {
            Matcher match = ITEM.matcher(item.trim());
            boolean selected = match.matches() && match.group("selected") != null;
            items.add(selected ? numbersOf(key, match.group("title")) : item.trim());
        }
        return String.join(",", items);
    }

    private static String numbersOf(String key, String title) {
        String prefix = title == null ? "" : title + "#";
        return selected(image(key, title)).stream()
                .map(number -> prefix + number)
                .collect(Collectors.joining(","));
    }

    List<LatentSource> sources() {
        return sources;
    }

    /** The model that made the first named image. */
    Optional<Path> model() {
        return Optional.ofNullable(model);
    }

    private void add(String item) {
        Matcher seed = WHOLE_SEED.matcher(item);
        Matcher match = ITEM.matcher(item);
        if (seed.matches()) {
            sources.add(LatentSource.seeded(seedOf(seed.group("seed")), 0));
        } else if (!match.matches()) {
            throw new ParameterException(key + " must be " + ALLOWED + ", found '" + item + "'");
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
        List<Integer> numbers = match.group("selected") == null ? numbers(match, carried.size()) : selected(image);
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

    /** Numbers of the current slice, or of the montage cells that the selection touches by point or centre. */
    static List<Integer> selected(ImagePlus image) {
        if (image.getProp(ImageTags.LATENTS) == null || image.getStackSize() > image.getNChannels()) {
            List<Integer> current = new ArrayList<>();
            current.add((image.getCurrentSlice() - 1) / image.getNChannels() + 1);
            return current;
        }
        int columns = ImageTags.positive(image, ImageTags.COLUMNS);
        int rows = ImageTags.positive(image, ImageTags.ROWS);
        int count = ImageTags.positive(image, ImageTags.COUNT);
        Roi roi = image.getRoi();
        if (roi == null && count > 1) {
            throw new ParameterException("select images in '" + image.getTitle()
                    + "' with the point or rectangle tool, or name them by number");
        }
        List<Integer> cells = cells(roi, image.getWidth() / columns, image.getHeight() / rows, columns);
        cells.removeIf(cell -> cell > count);
        return cells;
    }

    private static List<Integer> cells(Roi roi, int width, int height, int columns) {
        List<Integer> cells = new ArrayList<>();
        if (roi == null) {
            cells.add(1);
        } else if (roi instanceof PointRoi) {
            for (Point point : roi.getContainedPoints()) {
                cells.add(point.y / height * columns + point.x / width + 1);
            }
        } else {
            cells.addAll(cellsInside(roi, width, height, columns));
        }
        return cells;
    }

    private static TreeSet<Integer> cellsInside(Roi roi, int width, int height, int columns) {
        Rectangle bounds = roi.getBounds();
        TreeSet<Integer> inside = new TreeSet<>();
        for (int row = bounds.y / height; row * height < bounds.y + bounds.height; row++) {
            for (int column = bounds.x / width;
                    column * width < bounds.x + bounds.width && column < columns;
                    column++) {
                if (roi.contains(column * width + width / 2, row * height + height / 2)) {
                    inside.add(row * columns + column + 1);
                }
            }
        }
        if (inside.isEmpty()) {
            int x = bounds.x + bounds.width / 2;
            int y = bounds.y + bounds.height / 2;
            inside.add(y / height * columns + x / width + 1);
        }
        return inside;
    }
}
