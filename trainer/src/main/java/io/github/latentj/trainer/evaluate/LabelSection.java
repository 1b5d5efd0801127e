package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.data.ImageSet;
import io.github.latentj.trainer.evaluate.Section.Table;
import io.github.latentj.trainer.export.FeatureNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the discriminator's features know of labels that it never saw, against three baselines in the same run. */
final class LabelSection {
    private static final int MOST_COMPONENTS = 64;
    private static final int MOST_FOR_COMPONENTS = 1000;
    /** What LIBLINEAR needs for one number: an object and its place. */
    private static final int BYTES_PER_NUMBER = 28;

    private final Material material;
    private final FeatureReader untrained;
    private final List<String> notes = new ArrayList<>(List.of(
            "The activations of every convolution of the discriminator, max-pooled to 4x4, flattened and concatenated, and"
                    + " a linear L2-regularised L2-loss SVM upon them, one class against the rest (Radford et al. 2015,"
                    + " section 5.1; LIBLINEAR, Fan et al. 2008). Each feature is standardized by the training images, the"
                    + " cost of errors found by 3-fold cross-validation on at most 1,000 of them. The discriminator never"
                    + " saw a label.",
            "Three baselines: the pixels themselves; the same network with the weights of before the first step; and, at"
                    + " equal dimension, principal components of the pixels beside as many of the features. The same images"
                    + " and the same classifier for all. Intervals are of 95 %: of whole groups drawn again (bootstrap) where"
                    + " groups are known, else Wilson's."));

    LabelSection(Material material, FeatureNetwork untrained) {
        this.material = material;
        this.untrained = new FeatureReader(untrained, material.channels(), material.side(), material.progress());
    }

    /** Empty if nothing is known of the images. */
    Optional<Section> measure() {
        ImageSet images = material.request().training();
        ImageSet heldBack = material.request().heldBack().orElse(null);
        int[] chosen = Draws.distinct(
                images.count(),
                Math.min(material.request().labels().most(), images.count()),
                material.random("labelled images"));
        int[] chosenHeldBack = heldBack == null
                ? new int[0]
                : IntStream.range(0, heldBack.count()).toArray();
        Labelled.Pool pool = Labelled.Pool.of(images, chosen, heldBack, chosenHeldBack);
        List<Labelled> tasks = Labelled.of(pool, material.request().labels(), material.random("split"));
        if (tasks.isEmpty()) {
            return Optional.empty();
        }
        Vectors pixels = material.read(images, chosen);
        if (heldBack != null) {
            pixels = pixels.and(material.read(heldBack, chosenHeldBack));
        }
        List<Table> tables = new ArrayList<>();
        Map<String, Vectors> representations = new LinkedHashMap<>();
        representations.put("discriminator", material.features().of(pixels, "labelled images"));
        representations.put("pixels", pixels);
        representations.put("untrained discriminator", untrained.of(pixels, "labelled images, untrained"));
        for (Labelled task : tasks) {
            tables.add(table(task, representations));
        }
        return Optional.of(new Section("features", "Features", List.copyOf(notes), tables, List.of(), List.of()));
    }

    private Table table(Labelled wanted, Map<String, Vectors> representations) {
        int longest = representations.values().stream()
                .mapToInt(Vectors::length)
                .max()
                .orElseThrow();
        long fitting = Runtime.getRuntime().maxMemory() / 3 / BYTES_PER_NUMBER / longest;
        Labelled task = wanted.limited((int) Math.min(LabelOptions.MOST, fitting), material.random("limit"));
        if (task.training() < wanted.training()) {
            notes.add("Of the " + wanted.training() + " images to train on for " + task.title() + " only "
                    + task.training() + " fitted into memory; more with java -Xmx.");
        }
        Map<String, Vectors> scaled = new LinkedHashMap<>();
        representations.forEach((name, vectors) -> scaled.put(name, scaled(vectors.rows(task.rows()), task)));
        int components = Math.min(
                MOST_COMPONENTS,
                Math.min(
                        scaled.values().stream().mapToInt(Vectors::length).min().orElseThrow(),
                        Math.min(task.training(), MOST_FOR_COMPONENTS) - 1));
        for (String name : List.of("discriminator", "pixels")) {
            material.progress().at("Principal components of " + name, 0, 1);
            scaled.put(name + ", " + components + " components", components(scaled.get(name), task, components));
        }
        Classification classification = new Classification(
                task, material.progress(), material.random("folds").nextLong());
        Map<String, Classification.Outcome> outcomes = new LinkedHashMap<>();
        scaled.forEach((name, vectors) -> outcomes.put(name, classification.of(vectors, name)));
        return new Table(
                title(task),
                List.of(
                        "features",
                        "dimension",
                        "cost",
                        "accuracy",
                        "from",
                        "to",
                        "discriminator better by",
                        "from",
                        "to"),
                rows(task, scaled, outcomes));
    }

    private static Vectors scaled(Vectors vectors, Labelled task) {
        return Standardization.of(vectors.rows(0, task.training()), 1 / Math.sqrt(vectors.length()))
                .apply(vectors);
    }

    private Vectors components(Vectors vectors, Labelled task, int count) {
        int[] some = Draws.distinct(
                task.training(), Math.min(MOST_FOR_COMPONENTS, task.training()), material.random("components"));
        return PrincipalComponents.of(vectors.rows(some), count, material.random("directions"))
                .project(vectors);
    }

    private static String title(Labelled task) {
        int[] counts = new int[task.names().size()];
        for (int i = task.training(); i < task.classes().length; i++) {
            counts[task.classes()[i]]++;
        }
        long groups =
                Arrays.stream(task.groups()).skip(task.training()).distinct().count();
        return String.format(
                Locale.ROOT,
                "%s: %d classes, trained on %d images, tested on %d%s; the most frequent class alone would be right for"
                        + " %.3f",
                task.title(),
                task.names().size(),
                task.training(),
                task.tested(),
                task.isGrouped() ? " of " + groups + " other groups" : "",
                Arrays.stream(counts).max().orElse(0) / (double) task.tested());
    }

    private List<List<Object>> rows(
            Labelled task, Map<String, Vectors> vectors, Map<String, Classification.Outcome> outcomes) {
        String[] groups = Arrays.copyOfRange(task.groups(), task.training(), task.groups().length);
        double[] ours = outcomes.get("discriminator").right();
        List<List<Object>> rows = new ArrayList<>();
        outcomes.forEach((name, outcome) -> {
            double[] right = outcome.right();
            Accuracy accuracy = task.isGrouped()
                    ? Accuracy.bootstrap(right, groups, material.random("bootstrap"))
                    : Accuracy.wilson((int) Arrays.stream(right).sum(), right.length);
            List<Object> row = new ArrayList<>(List.of(
                    name,
                    (long) vectors.get(name).length(),
                    outcome.cost(),
                    accuracy.share(),
                    accuracy.from(),
                    accuracy.to()));
            if (right == ours) {
                row.addAll(List.of("", "", ""));
            } else {
                double[] better = new double[right.length];
                Arrays.setAll(better, i -> ours[i] - right[i]);
                Accuracy difference = Accuracy.bootstrap(better, groups, material.random("bootstrap"));
                row.addAll(List.of(difference.share(), difference.from(), difference.to()));
                if (name.equals("pixels") || name.equals("untrained discriminator")) {
                    notes.add(finding(task, name, difference));
                }
            }
            rows.add(row);
        });
        return rows;
    }

    private static String finding(Labelled task, String baseline, Accuracy difference) {
        String verdict = difference.from() > 0
                ? "clearly above"
                : difference.to() < 0 ? "clearly below" : "not clearly different from";
        return String.format(
                Locale.ROOT,
                "%s: the discriminator's features are %s those of %s (%+.3f, %+.3f to %+.3f).",
                task.title(),
                verdict,
                baseline.equals("pixels") ? "the raw pixels" : "the untrained network",
                difference.share(),
                difference.from(),
                difference.to());
    }
}
