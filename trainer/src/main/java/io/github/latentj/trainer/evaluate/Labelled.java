package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.data.NoImagesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * One classification: images of known class, part of which are kept to test on.
 *
 * @param rows numbers of the images in the pool that they come from, training images first
 * @param classes of these, counted from 0 in the order of {@code names}
 * @param groups of what belongs together; each image its own where nothing is known
 * @param training how many of the rows are for training
 */
record Labelled(String title, List<String> names, int[] rows, int[] classes, String[] groups, int training) {
    private static final int QUARTERS = 4;
    private static final int MOST_CLASSES = 50;
    private static final int SPLITS_TRIED = 200;

    /**
     * Images that may have labels.
     *
     * @param heldBackFrom number of the first that must be tested on, or their count if none must
     */
    record Pool(List<String> names, List<String> ownLabels, int heldBackFrom) {
        static Pool of(ImageSet images, int[] chosen, ImageSet heldBack, int[] chosenHeldBack) {
            List<String> names = new ArrayList<>();
            List<String> labels = new ArrayList<>();
            add(images, chosen, names, labels);
            if (heldBack != null) {
                add(heldBack, chosenHeldBack, names, labels);
            }
            return new Pool(names, labels, chosen.length);
        }

        private static void add(ImageSet images, int[] chosen, List<String> names, List<String> labels) {
            for (int index : chosen) {
                names.add(images.name(index));
                labels.add(images.label(index).orElse(null));
            }
        }
    }

    /** The classifications that were asked for; none if nothing is known of the images. */
    static List<Labelled> of(Pool pool, LabelOptions options, Random random) {
        List<Labelled> found = new ArrayList<>();
        if (options.columns().isEmpty()) {
            String[] own = pool.ownLabels.toArray(String[]::new);
            if (Arrays.stream(own).filter(label -> label != null).distinct().count() > 1) {
                found.add(of(pool, "class", own, options, new Random(random.nextLong())));
            }
        }
        long seed = random.nextLong();
        for (String column : options.columns()) {
            String[] values = options.table().values(column, pool.names);
            found.add(of(pool, column, values, options, new Random(seed)));
        }
        return found;
    }

    private static Labelled of(Pool pool, String title, String[] values, LabelOptions options, Random random) {
        int[] known = IntStream.range(0, values.length)
                .filter(i -> values[i] != null && !values[i].isEmpty())
                .toArray();
        if (known.length == 0) {
            throw new NoImagesException("the table says " + title + " of none of the images, such as "
                    + pool.names.get(0) + "; are its file names those of the images?");
        }
        String[] groups = groups(pool, options);
        boolean heldBack = pool.heldBackFrom < pool.names.size();
        for (int attempt = 0; attempt < (heldBack ? 1 : SPLITS_TRIED); attempt++) {
            boolean[] test = heldBack ? afterwards(pool) : split(known, groups, options.testShare(), random);
            Labelled labelled = labelled(title, values, options.quartiles(), known, groups, test);
            if (labelled.hasAllClassesInBothParts()) {
                return labelled;
            }
        }
        throw new NoImagesException(
                "the classes of " + title + " cannot be split: there must be images of each to train"
                        + " on and to test on"
                        + (options.groupColumn() == null ? "" : ", in different groups of " + options.groupColumn()));
    }

    private static String[] groups(Pool pool, LabelOptions options) {
        if (options.groupColumn() == null) {
            return pool.names.toArray(String[]::new);
        }
        String[] groups = options.table().values(options.groupColumn(), pool.names);
        for (int i = 0; i < groups.length; i++) {
            groups[i] = groups[i] == null ? pool.names.get(i) : groups[i];
        }
        return groups;
    }

    private static boolean[] afterwards(Pool pool) {
        boolean[] test = new boolean[pool.names.size()];
        Arrays.fill(test, pool.heldBackFrom, test.length, true);
        return test;
    }

    /** Whole groups, in random order, until the share is reached. */
    private static boolean[] split(int[] known, String[] groups, double share, Random random) {
        Set<String> all = new LinkedHashSet<>();
        Arrays.stream(known).forEach(i -> all.add(groups[i]));
        List<String> names = List.copyOf(all);
        long wanted = Math.round(share * known.length);
        boolean[] test = new boolean[groups.length];
        long found = 0;
        for (int next : Draws.shuffled(names.size(), random)) {
            for (int i : known) {
                if (found < wanted && groups[i].equals(names.get(next))) {
                    test[i] = true;
                }
            }
            found = Arrays.stream(known).filter(i -> test[i]).count();
        }
        return test;
    }

    private static Labelled labelled(
            String title, String[] values, boolean quartiles, int[] known, String[] groups, boolean[] test) {
        int[] training = Arrays.stream(known).filter(i -> !test[i]).toArray();
        int[] tested = Arrays.stream(known).filter(i -> test[i]).toArray();
        int[] rows =
                IntStream.concat(Arrays.stream(training), Arrays.stream(tested)).toArray();
        String[] texts = Arrays.stream(rows).mapToObj(i -> values[i]).toArray(String[]::new);
        String[] ofRows = Arrays.stream(rows).mapToObj(i -> groups[i]).toArray(String[]::new);
        return quartiles
                ? quarters(title, texts, rows, ofRows, training.length)
                : named(title, texts, rows, ofRows, training.length);
    }

    /** Four classes with borders at the quartiles of the training images. */
    private static Labelled quarters(String title, String[] texts, int[] rows, String[] groups, int training) {
        double[] numbers = new double[texts.length];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(texts[i]);
            } catch (NumberFormatException e) {
                throw new NoImagesException("--quartiles needs numbers, found \"" + texts[i] + "\" in " + title);
            }
        }
        double[] known = Arrays.copyOf(numbers, training);
        List<String> names = new ArrayList<>();
        double[] borders = new double[QUARTERS - 1];
        for (int q = 0; q < borders.length && training > 0; q++) {
            borders[q] = Quantiles.of(known, (q + 1.0) / QUARTERS);
            names.add("below " + borders[q]);
        }
        names.add("above");
        int[] classes = new int[numbers.length];
        for (int i = 0; i < classes.length; i++) {
            for (double border : borders) {
                classes[i] += numbers[i] >= border ? 1 : 0;
            }
        }
        return new Labelled(title + ", quartiles", names, rows, classes, groups, training);
    }

    private static Labelled named(String title, String[] texts, int[] rows, String[] groups, int training) {
        List<String> names = List.copyOf(new TreeSet<>(Arrays.asList(texts)));
        if (names.size() > MOST_CLASSES) {
            throw new NoImagesException(title + " has " + names.size() + " different values, more than " + MOST_CLASSES
                    + " classes; numbers become classes by --quartiles");
        }
        int[] classes = Arrays.stream(texts).mapToInt(names::indexOf).toArray();
        return new Labelled(title, names, rows, classes, groups, training);
    }

    private boolean hasAllClassesInBothParts() {
        boolean[][] found = new boolean[2][names.size()];
        for (int i = 0; i < classes.length; i++) {
            found[i < training ? 0 : 1][classes[i]] = true;
        }
        for (boolean[] part : found) {
            for (boolean one : part) {
                if (!one) {
                    return false;
                }
            }
        }
        return true;
    }

    int tested() {
        return rows.length - training;
    }

    /** Whether some images belong together. */
    boolean isGrouped() {
        return Arrays.stream(groups).distinct().count() < groups.length;
    }

    /** The same with at most {@code most} of the training images, drawn at random. */
    Labelled limited(int most, Random random) {
        if (training <= most) {
            return this;
        }
        int[] kept = IntStream.concat(
                        Arrays.stream(Draws.distinct(training, most, random)), IntStream.range(training, rows.length))
                .toArray();
        return new Labelled(
                title,
                names,
                Arrays.stream(kept).map(i -> rows[i]).toArray(),
                Arrays.stream(kept).map(i -> classes[i]).toArray(),
                Arrays.stream(kept).mapToObj(i -> groups[i]).toArray(String[]::new),
                most);
    }
}
