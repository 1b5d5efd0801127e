package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the classes of images come from.
 *
 * @param table of images, or null
 * @param columns of the table, each a classification of its own; none for the classes that the images themselves have:
 *     their folders, or IDX labels
 * @param quartiles whether numbers become four classes, each a quarter of the training images
 * @param groupColumn of what belongs together, such as a source image, and is never split, or null
 * @param testShare of the images, where none were held back
 * @param most images that are used besides those held back, drawn at random
 */
public record LabelOptions(
        LabelTable table, List<String> columns, boolean quartiles, String groupColumn, double testShare, int most) {
    /** More would not fit into the memory of most machines. */
    public static final int MOST = 10_000;

    private static final int FEWEST = 20;
    /** What {@code most} may be. */
    public static final Range MOST_LABELLED = Range.whole("most-labelled", FEWEST, MOST);
    /** What {@code testShare} may be. */
    public static final Range TEST_SHARE = Range.real("test-share", 0.01, 0.9);

    /** The images' own classes. */
    public static LabelOptions ofImages() {
        return new LabelOptions(null, List.of(), false, null, 0.2, MOST);
    }

    /** @throws InvalidSettingsException naming what cannot be */
    public LabelOptions {
        columns = List.copyOf(columns);
        List<String> problems = new ArrayList<>();
        TEST_SHARE.check(problems, testShare);
        MOST_LABELLED.check(problems, most);
        if (table == null && (!columns.isEmpty() || quartiles || groupColumn != null)) {
            problems.add("--label-column, --quartiles and --group-column need a table: --labels");
        }
        if (table != null && columns.isEmpty() && (quartiles || groupColumn == null)) {
            problems.add("--labels needs a --label-column"
                    + (quartiles ? " for --quartiles" : ", or a --group-column for the images' own classes"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }
}
