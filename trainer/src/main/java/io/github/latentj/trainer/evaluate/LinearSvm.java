package io.github.latentj.trainer.evaluate;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear classifier: L2-regularised support vector machine with squared hinge loss, one class against the rest, by
 * LIBLINEAR (Fan et al. 2008), as Radford et al. 2015, section 5.1, and Coates and Ng use it.
 */
final class LinearSvm {
    private static final double TOLERANCE = 0.01;

    private final Model model;
    private final int length;

    private LinearSvm(Model model, int length) {
        this.model = model;
        this.length = length;
    }

    /** Vectors of known class as LIBLINEAR wants them, with a constant component for the threshold. */
    static final class Examples {
        private final Feature[][] rows;
        private final int[] classes;
        private final int length;

        /** @param classes of each vector, from 0 */
        Examples(Vectors vectors, int[] classes) {
            length = vectors.length();
            this.classes = classes.clone();
            rows = new Feature[vectors.count()][];
            FeatureNode constant = new FeatureNode(length + 1, 1);
            for (int row = 0; row < rows.length; row++) {
                List<Feature> present = new ArrayList<>();
                for (int k = 0; k < length; k++) {
                    float value = vectors.values()[row * length + k];
                    if (value != 0) {
                        present.add(new FeatureNode(k + 1, value));
                    }
                }
                present.add(constant);
                rows[row] = present.toArray(Feature[]::new);
            }
        }

        private Problem problem(int[] chosen) {
            Problem problem = new Problem();
            problem.l = chosen.length;
            problem.n = length + 1;
            problem.bias = 1;
            problem.x = new Feature[chosen.length][];
            problem.y = new double[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                problem.x[i] = rows[chosen[i]];
                problem.y[i] = classes[chosen[i]];
            }
            return problem;
        }
    }

    /**
     * Minimises {@code |w|^2 / 2 + cost * sum(max(0, 1 - y w.x)^2)} for each class.
     *
     * @param chosen rows of the examples
     */
    static LinearSvm train(Examples examples, int[] chosen, double cost) {
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC, cost, TOLERANCE);
        Linear.disableDebugOutput();
        return new LinearSvm(Linear.train(examples.problem(chosen), parameter), examples.length);
    }

    /** The class of each vector. */
    int[] classify(Vectors vectors) {
        int[] classes = new int[vectors.count()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = classOf(vectors.values(), row * length);
        }
        return classes;
    }

    private int classOf(float[] values, int from) {
        double[] scores = scores(values, from);
        int[] labels = model.getLabels();
        if (scores.length == 1) {
            return scores[0] > 0 || labels.length == 1 ? labels[0] : labels[1];
        }
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return labels[best];
    }

    /** Of two classes there is one score, positive for the first. */
    double[] scores(float[] values, int from) {
        double[] weights = model.getFeatureWeights();
        int machines = weights.length / (length + 1);
        double[] scores = new double[machines];
        for (int k = 0; k <= length; k++) {
            double value = k == length ? 1 : values[from + k];
            for (int m = 0; m < machines; m++) {
                scores[m] += weights[k * machines + m] * value;
            }
        }
        return scores;
    }
}
