package io.github.latentj.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.data.NoImagesException;
import io.github.latentj.trainer.evaluate.LinearSvm.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a table of labels to an accuracy with its interval. */
class ClassificationTest {
    @TempDir
    private Path folder;

    private LabelTable table(String... lines) throws IOException {
        return LabelTable.read(Files.write(folder.resolve("table.csv"), List.of(lines)), null);
    }

    @Test
    void tableFindsImagesByTheEndOfTheirPaths() throws IOException {
        LabelTable table = table("Label;area;note", "a/1.png;10;\"big; \"\"round\"\"\"", "2.png;20;", "b/1.png;30;x");
        assertThat(table.values("area", List.of("set/a/1.png", "deep/er/2.png", "b/1.png", "1.png")))
                .containsExactly("10", "20", "30", null);
        assertThat(table.values("note", List.of("a/1.png"))).containsExactly("big; \"round\"");
        assertThatThrownBy(() -> table.values("perimeter", List.of("2.png")))
                .isInstanceOf(NoImagesException.class)
                .hasMessageContaining("no column perimeter")
                .hasMessageContaining("Label, area, note");
        assertThatThrownBy(() -> table("plate,area", "1,2")).hasMessageContaining("--file-column");
        assertThatThrownBy(() -> table("file,area", "a.png")).hasMessageContaining("a row of 1");
        assertThatThrownBy(() -> table("file,area")).hasMessageContaining("no rows");
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + ".png").toList();
    }

    private LabelTable numbered(int count, int groupSize) throws IOException {
        List<String> lines = new ArrayList<>(List.of("file,area,source"));
        for (int i = 0; i < count; i++) {
            lines.add(i + ".png," + i + ",s" + i / groupSize);
        }
        return table(lines.toArray(String[]::new));
    }

    @Test
    void quartilesAreThoseOfTheTrainingImagesAndGroupsAreNeverSplit() throws IOException {
        LabelOptions options = new LabelOptions(numbered(100, 5), List.of("area"), true, "source", 0.2, 10_000);
        Labelled.Pool pool = new Labelled.Pool(names(100), Arrays.asList(new String[100]), 100);
        Labelled split = Labelled.of(pool, options, new Random(1)).get(0);
        assertThat(split.tested()).isEqualTo(20);
        Set<String> trained = new HashSet<>(Arrays.asList(split.groups()).subList(0, split.training()));
        assertThat(Arrays.asList(split.groups()).subList(split.training(), 100)).noneMatch(trained::contains);
        double[] areas = Arrays.stream(split.rows()).mapToDouble(row -> row).toArray();
        double[] training = Arrays.copyOf(areas, split.training());
        for (int i = 0; i < 100; i++) {
            double area = areas[i];
            int expected = (int) IntStream.of(1, 2, 3)
                    .filter(q -> area >= Quantiles.of(training, q / 4.0))
                    .count();
            assertThat(split.classes()[i]).isEqualTo(expected);
        }
        assertThat(Labelled.of(pool, options, new Random(1)).get(0).rows()).isEqualTo(split.rows());
        assertThat(Labelled.of(pool, options, new Random(2)).get(0).rows()).isNotEqualTo(split.rows());
    }

    @Test
    void imagesHeldBackAreThoseTestedOn() throws IOException {
        LabelOptions options = new LabelOptions(numbered(40, 1), List.of("area"), true, null, 0.2, 10_000);
        Labelled.Pool pool = new Labelled.Pool(names(40), Arrays.asList(new String[40]), 28);
        // Held-back images must have all classes, so the table is read in another order.
        assertThatThrownBy(() -> Labelled.of(pool, options, new Random(1)))
                .as("all of them are above the training images' quartiles")
                .hasMessageContaining("cannot be split");
        Labelled.Pool mixed = new Labelled.Pool(
                IntStream.range(0, 40).mapToObj(i -> i * 7 % 40 + ".png").toList(), Arrays.asList(new String[40]), 28);
        Labelled split = Labelled.of(mixed, options, new Random(1)).get(0);
        assertThat(split.training()).isEqualTo(28);
        assertThat(split.rows()).isEqualTo(IntStream.range(0, 40).toArray());
    }

    @Test
    void classesOfFoldersAreSplitByTheGroupsOfATable() throws IOException {
        String[] own = new String[60];
        Arrays.setAll(own, i -> i < 30 ? "round" : "long");
        Labelled.Pool pool = new Labelled.Pool(names(60), Arrays.asList(own), 60);
        LabelOptions options = new LabelOptions(numbered(60, 3), List.of(), false, "source", 0.2, 10_000);
        Labelled split = Labelled.of(pool, options, new Random(1)).get(0);
        assertThat(split.names()).containsExactly("long", "round");
        Set<String> trained = new HashSet<>(Arrays.asList(split.groups()).subList(0, split.training()));
        assertThat(trained).hasSize(16);
        assertThat(Arrays.asList(split.groups()).subList(split.training(), 60)).noneMatch(trained::contains);
    }

    @Test
    void refusesWhatCannotBeClassified() throws IOException {
        Labelled.Pool pool = new Labelled.Pool(names(100), Arrays.asList(new String[100]), 100);
        assertThatThrownBy(() -> Labelled.of(
                        pool,
                        new LabelOptions(numbered(100, 5), List.of("area"), false, null, 0.2, 10_000),
                        new Random(1)))
                .hasMessageContaining("100 different values")
                .hasMessageContaining("--quartiles");
        assertThatThrownBy(() -> Labelled.of(
                        pool,
                        new LabelOptions(numbered(100, 5), List.of("source"), true, null, 0.2, 10_000),
                        new Random(1)))
                .hasMessageContaining("--quartiles needs numbers, found \"s");
        assertThatThrownBy(() -> Labelled.of(
                        pool,
                        new LabelOptions(numbered(100, 50), List.of("area"), true, "source", 0.2, 10_000),
                        new Random(1)))
                .hasMessageContaining("in different groups of source");
        assertThatThrownBy(() -> new LabelOptions(null, List.of("area"), true, null, 2, 10_000))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("--labels")
                .hasMessageContaining("--test-share");
        assertThat(Labelled.of(pool, LabelOptions.ofImages(), new Random(1))).isEmpty();
    }

    /** For x = 1 and x = -1 the minimum of w^2 / 2 + 2 C (1 - w)^2 lies at 4 C / (1 + 4 C), the threshold at 0. */
    @Test
    void machineOfTwoPointsIsThatOnPaper() {
        Vectors points = new Vectors(new float[] {1, -1}, 2, 1);
        for (double cost : new double[] {0.1, 1, 10}) {
            LinearSvm machine = LinearSvm.train(new Examples(points, new int[] {0, 1}), new int[] {0, 1}, cost);
            double weight = 4 * cost / (1 + 4 * cost);
            assertThat(machine.scores(new float[] {1}, 0)[0]).isCloseTo(weight, within(1e-4));
            assertThat(machine.classify(points)).containsExactly(0, 1);
        }
    }

    @Test
    void fewLongVectorsAreClassifiedTheSameInTheirOwnSpace() {
        Random random = new Random(5);
        int length = 200;
        float[] values = new float[60 * length];
        int[] classes = new int[60];
        for (int i = 0; i < values.length; i++) {
            classes[i / length] = i / length % 3;
            values[i] =
                    (float) ((random.nextGaussian() + (i % 3 == classes[i / length] ? 0.3 : 0)) / Math.sqrt(length));
        }
        Vectors vectors = new Vectors(values, 60, length);
        RowSpace space = new RowSpace(vectors.rows(0, 40));
        int[] all = IntStream.range(0, 40).toArray();
        int[] known = Arrays.copyOf(classes, 40);
        LinearSvm direct = LinearSvm.train(new Examples(vectors.rows(0, 40), known), all, 1);
        LinearSvm inSpace = LinearSvm.train(new Examples(space.own(), known), all, 1);
        Vectors others = space.of(vectors.rows(40, 20));
        for (int i = 0; i < 20; i++) {
            double[] expected = direct.scores(values, (40 + i) * length);
            double[] found = inSpace.scores(others.values(), i * 40);
            for (int c = 0; c < 3; c++) {
                assertThat(found[c]).isCloseTo(expected[c], within(5e-3));
            }
        }
        assertThat(inSpace.classify(others)).isEqualTo(direct.classify(vectors.rows(40, 20)));
    }

    @Test
    void threeClassesThatLieApartAreToldApartAndNoiseIsNot() {
        Random random = new Random(3);
        int count = 300;
        float[] values = new float[count * 2];
        float[] noise = new float[count * 2];
        int[] classes = new int[count];
        String[] groups = new String[count];
        for (int i = 0; i < count; i++) {
            classes[i] = i % 3;
            groups[i] = "group " + i;
            values[2 * i] = (float) (Math.cos(classes[i] * 2.1) + 0.1 * random.nextGaussian());
            values[2 * i + 1] = (float) (Math.sin(classes[i] * 2.1) + 0.1 * random.nextGaussian());
            noise[2 * i] = (float) random.nextGaussian();
            noise[2 * i + 1] = (float) random.nextGaussian();
        }
        Labelled labelled = new Labelled(
                "kind", List.of("a", "b", "c"), IntStream.range(0, count).toArray(), classes, groups, 200);
        Classification classification = new Classification(labelled, (what, done, total) -> {}, 1);
        assertThat(classification.of(new Vectors(values, count, 2), "place").accuracy())
                .isEqualTo(1);
        assertThat(classification.of(new Vectors(noise, count, 2), "noise").accuracy())
                .isBetween(0.15, 0.5);
    }

    @Test
    void intervalsAreWilsonsAndWiderWhereImagesBelongTogether() {
        Accuracy eight = Accuracy.wilson(8, 10);
        assertThat(eight.from()).isCloseTo(0.4902, within(1e-4));
        assertThat(eight.to()).isCloseTo(0.9433, within(1e-4));

        double[] right = new double[400];
        String[] alone = new String[400];
        String[] together = new String[400];
        for (int i = 0; i < 400; i++) {
            right[i] = i / 20 % 4 == 0 ? 0 : 1;
            alone[i] = "image " + i;
            together[i] = "source " + i / 20;
        }
        Accuracy single = Accuracy.bootstrap(right, alone, new Random(1));
        Accuracy grouped = Accuracy.bootstrap(right, together, new Random(1));
        double half = 1.96 * Math.sqrt(0.75 * 0.25 / 400);
        assertThat(single.share()).isEqualTo(0.75);
        assertThat(single.from()).isCloseTo(0.75 - half, within(0.01));
        assertThat(single.to()).isCloseTo(0.75 + half, within(0.01));
        double groupedHalf = 1.96 * Math.sqrt(0.75 * 0.25 / 20);
        assertThat(grouped.to() - grouped.from()).isCloseTo(2 * groupedHalf, within(0.08));
        assertThat(Accuracy.bootstrap(right, together, new Random(1))).isEqualTo(grouped);
    }

    @Test
    void componentsAreEigenvectorsOfTheCovariance() {
        int count = 60;
        int length = 12;
        Random random = new Random(4);
        float[] values = new float[count * length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((1 + i % length) * random.nextGaussian() + 5 + (i % length > 0 ? values[i - 1] : 0));
        }
        Vectors vectors = new Vectors(values, count, length);
        PrincipalComponents components = PrincipalComponents.of(vectors, length, new Random(1));
        double total = 0;
        for (int d = 0; d < length; d++) {
            double[] product =
                    covarianceTimes(vectors, components.directions().rows(d).values());
            double variance = components.variances()[d];
            total += variance;
            for (int k = 0; k < length; k++) {
                double expected = variance * components.directions().values()[d * length + k];
                assertThat(product[k])
                        .isCloseTo(expected, within(2e-3 * components.variances()[0]));
            }
            assertThat(variance).isLessThanOrEqualTo(d == 0 ? 1e9 : components.variances()[d - 1]);
        }
        Vectors places = components.project(vectors);
        double mean = IntStream.range(0, count)
                        .mapToDouble(i -> places.values()[i * length])
                        .sum()
                / count;
        double spread = IntStream.range(0, count)
                        .mapToDouble(i -> Math.pow(places.values()[i * length], 2))
                        .sum()
                / (count - 1);
        assertThat(mean).isCloseTo(0, within(1e-3));
        assertThat(spread).isCloseTo(components.variances()[0], within(1e-3 * spread));
        assertThat(total).isCloseTo(totalVariance(vectors), within(1e-3 * total));
    }

    private static double[] means(Vectors vectors) {
        double[] means = new double[vectors.length()];
        for (int i = 0; i < vectors.values().length; i++) {
            means[i % means.length] += vectors.values()[i] / (double) vectors.count();
        }
        return means;
    }

    private static double[] covarianceTimes(Vectors vectors, float[] direction) {
        double[] means = means(vectors);
        double[] product = new double[direction.length];
        for (int i = 0; i < vectors.count(); i++) {
            double along = 0;
            for (int k = 0; k < direction.length; k++) {
                along += (vectors.values()[i * direction.length + k] - means[k]) * direction[k];
            }
            for (int k = 0; k < direction.length; k++) {
                product[k] += (vectors.values()[i * direction.length + k] - means[k]) * along / (vectors.count() - 1);
            }
        }
        return product;
    }

    private static double totalVariance(Vectors vectors) {
        double[] means = means(vectors);
        double sum = 0;
        for (int i = 0; i < vectors.values().length; i++) {
            sum += Math.pow(vectors.values()[i] - means[i % means.length], 2) / (vectors.count() - 1);
        }
        return sum;
    }
}
