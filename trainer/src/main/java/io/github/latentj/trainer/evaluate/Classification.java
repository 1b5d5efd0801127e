package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.evaluate.LinearSvm.Examples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How well a linear classifier tells classes apart by given features. The cost of errors is found by cross-validation
 * on the training images, whole groups at a time; the test images are used once.
 */
final class Classification {
    /** Costs of all errors together, shared out among the images, so that a cost suits any number of images. */
    private static final double[] COSTS = {1, 10, 100, 1e3, 1e4};

    private static final int FOLDS = 3;
    private static final int MOST_CROSS_VALIDATED = 1000;

    private final Labelled labelled;
    private final Progress progress;
    private final long seed;

    Classification(Labelled labelled, Progress progress, long seed) {
        this.labelled = labelled;
        this.progress = progress;
        this.seed = seed;
    }

    /**
     * What came out.
     *
     * @param cost that was chosen
     * @param right for each test image 1 or 0
     */
    record Outcome(double cost, double[] right) {
        double accuracy() {
            return Arrays.stream(right).average().orElse(0);
        }
    }

    /**
     * @param vectors of all images of the classification, scaled by what the training images are
     * @param what they are, for whoever waits
     */
    Outcome of(Vectors vectors, String what) {
        progress.at("Classifying " + labelled.title() + " by " + what, 0, COSTS.length + 1);
        return ofCoordinates(shortened(vectors), what);
    }

    /** The same as far as a linear classifier can tell, in fewer numbers where there are few images. */
    private Vectors shortened(Vectors vectors) {
        if (2 * labelled.training() > vectors.length()) {
            return vectors;
        }
        RowSpace space = new RowSpace(vectors.rows(0, labelled.training()));
        return space.own().and(space.of(vectors.rows(labelled.training(), labelled.tested())));
    }

    private Outcome ofCoordinates(Vectors vectors, String what) {
        int training = labelled.training();
        Examples examples = new Examples(vectors.rows(0, training), Arrays.copyOf(labelled.classes(), training));
        double cost = cost(examples, vectors, what);
        progress.at("Classifying " + labelled.title() + " by " + what, COSTS.length, COSTS.length + 1);
        int[] all = IntStream.range(0, training).toArray();
        LinearSvm machine = LinearSvm.train(examples, all, cost / training);
        int[] answers = machine.classify(vectors.rows(training, labelled.tested()));
        double[] right = new double[answers.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = answers[i] == labelled.classes()[training + i] ? 1 : 0;
        }
        return new Outcome(cost, right);
    }

    private double cost(Examples examples, Vectors vectors, String what) {
        Random random = new Random(seed);
        int[] some = Draws.distinct(labelled.training(), Math.min(MOST_CROSS_VALIDATED, labelled.training()), random);
        int[] folds = folds(some, random);
        double best = COSTS[0];
        int mostRight = -1;
        for (int c = 0; c < COSTS.length; c++) {
            progress.at("Classifying " + labelled.title() + " by " + what, c, COSTS.length + 1);
            int right = 0;
            for (int fold = 0; fold < FOLDS; fold++) {
                right += right(examples, vectors, some, folds, fold, COSTS[c]);
            }
            if (right > mostRight) {
                mostRight = right;
                best = COSTS[c];
            }
        }
        return best;
    }

    /** Each group in one fold, dealt out in random order. */
    private int[] folds(int[] some, Random random) {
        List<String> groups = Arrays.stream(some)
                .mapToObj(i -> labelled.groups()[i])
                .distinct()
                .toList();
        int[] order = Draws.shuffled(groups.size(), random);
        Map<String, Integer> foldOf = new HashMap<>();
        for (int g = 0; g < order.length; g++) {
            foldOf.put(groups.get(order[g]), g % FOLDS);
        }
        return Arrays.stream(some).map(i -> foldOf.get(labelled.groups()[i])).toArray();
    }

    private int right(Examples examples, Vectors vectors, int[] some, int[] folds, int fold, double cost) {
        int[] trained = IntStream.range(0, some.length)
                .filter(i -> folds[i] != fold)
                .map(i -> some[i])
                .toArray();
        int[] tested = IntStream.range(0, some.length)
                .filter(i -> folds[i] == fold)
                .map(i -> some[i])
                .toArray();
        if (trained.length == 0 || tested.length == 0) {
            return 0;
        }
        int[] answers =
                LinearSvm.train(examples, trained, cost / trained.length).classify(vectors.rows(tested));
        int right = 0;
        for (int i = 0; i < answers.length; i++) {
            right += answers[i] == labelled.classes()[tested[i]] ? 1 : 0;
        }
        return right;
    }
}
