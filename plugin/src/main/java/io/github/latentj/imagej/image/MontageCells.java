package io.github.latentj.imagej.image;

import ij.ImagePlus;
import io.github.latentj.imagej.parameter.ParameterException;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where the images of a montage or a figure lie on its page, in pixels, in the order of their numbers. Immutable. */
final class MontageCells {
    /** Corners of the cells of a figure, whose page has margins; a plain montage is told by its columns. */
    static final String CORNERS = "LatentJ.cell_corners";

    private static final String PAGE = "LatentJ.page";
    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,6}(?:[ ,][0-9]{1,6})*+");

    private final int width;
    private final int height;
    private final int columns;
    private final List<Rectangle> cells;

    private MontageCells(int width, int height, int columns, List<Rectangle> cells) {
        this.width = width;
        this.height = height;
        this.columns = columns;
        this.cells = cells;
    }

    /** Cells side by side, row by row. */
    static MontageCells grid(int columns, int count, int cellWidth, int cellHeight) {
        List<Rectangle> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cells.add(new Rectangle(i % columns * cellWidth, i / columns * cellHeight, cellWidth, cellHeight));
        }
        int rows = (count + columns - 1) / columns;
        return new MontageCells(columns * cellWidth, rows * cellHeight, columns, cells);
    }

    /** Cells of one size anywhere on a page. */
    static MontageCells placed(int width, int height, List<Rectangle> cells) {
        return new MontageCells(width, height, 0, new ArrayList<>(cells));
    }

    /**
     * What an image tells.
     *
     * @throws ParameterException if its tags are damaged
     */
    static MontageCells of(ImagePlus image) {
        int cellWidth = ImageTags.positive(image, ImageTags.CELL_WIDTH);
        int cellHeight = ImageTags.positive(image, ImageTags.CELL_HEIGHT);
        int count = ImageTags.positive(image, ImageTags.COUNT);
        requireThat(count <= (long) image.getWidth() * image.getHeight(), image);
        if (image.getProp(CORNERS) == null) {
            return grid(ImageTags.positive(image, ImageTags.COLUMNS), count, cellWidth, cellHeight);
        }
        int[] page = numbers(image, PAGE);
        int[] corners = numbers(image, CORNERS);
        requireThat(page.length == 2 && corners.length == 2 * count, image);
        List<Rectangle> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cells.add(new Rectangle(corners[2 * i], corners[2 * i + 1], cellWidth, cellHeight));
            requireThat(new Rectangle(page[0], page[1]).contains(cells.get(i)), image);
        }
        return placed(page[0], page[1], cells);
    }

    private static void requireThat(boolean sound, ImagePlus image) {
        if (!sound) {
            throw new ParameterException(
                    "'" + image.getTitle() + "' does not tell where its cells are any more: its tags are damaged");
        }
    }

    private static int[] numbers(ImagePlus image, String key) {
        String text = String.valueOf(image.getProp(key));
        requireThat(NUMBERS.matcher(text).matches(), image);
        String[] words = text.split("[ ,]");
        int[] numbers = new int[words.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(words[i]);
        }
        return numbers;
    }

    /** Tags an image with the places. */
    void write(ImagePlus image) {
        image.setProp(ImageTags.CELL_WIDTH, String.valueOf(cells.get(0).width));
        image.setProp(ImageTags.CELL_HEIGHT, String.valueOf(cells.get(0).height));
        if (columns > 0) {
            image.setProp(ImageTags.COLUMNS, String.valueOf(columns));
            image.setProp(ImageTags.ROWS, String.valueOf(height / cells.get(0).height));
            return;
        }
        StringBuilder corners = new StringBuilder();
        for (Rectangle cell : cells) {
            corners.append(corners.length() > 0 ? " " : "")
                    .append(cell.x)
                    .append(',')
                    .append(cell.y);
        }
        image.setProp(PAGE, width + "," + height);
        image.setProp(CORNERS, corners.toString());
    }

    /** Of the page. */
    int width() {
        return width;
    }

    /** Of the page. */
    int height() {
        return height;
    }

    /** In one row; 0 if the cells are no grid. */
    int columns() {
        return columns;
    }

    /** @return the place of each image, by its number from 0 */
    List<Rectangle> cells() {
        return cells;
    }

    /** False for a page that was cropped or scaled, whose cells are not where they were. */
    boolean fit(ImagePlus image) {
        return image.getWidth() == width && image.getHeight() == height;
    }
}
