package io.github.latentj.latent;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Linear prediction of a value from a latent, with a penalty on long slopes (ridge regression, Hoerl and Kennard 1970).
 * The penalty is chosen by cross-validation, and how well the line predicts is told by a second cross-validation around
 * the first, so that the choice does not flatter it (Stone 1974; Varma and Simon 2006). Immutable.
 */
public final class RidgeRegression {
    private static final int FOLDS = 5;
    /** Times the mean variance of a component times the number of cases. */
    private static final double[] PENALTIES = {1e-4, 1e-3, 1e-2, 0.1, 1, 10};

    private final double[] slope;
    private final double penalty;
    private final double r2;
    private final double[] predictions;

    private RidgeRegression(double[] slope, double penalty, double r2, double[] predictions) {
        this.slope = slope;
        this.penalty = penalty;
        this.r2 = r2;
        this.predictions = predictions;
    }

    /**
     * @param latents float32 [N][latent size], N at least 20
     * @param values one finite value for each latent, not all equal
     * @param seed of the division into folds
     * @throws IllegalArgumentException if there are fewer cases or all values are equal
     */
    public static RidgeRegression fit(float[][] latents, double[] values, long seed) {
        if (latents.length < 4 * FOLDS) {
            throw new IllegalArgumentException(
                    "a regression needs at least " + 4 * FOLDS + " measured images, found " + latents.length);
        }
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            throw new IllegalArgumentException("there is no direction: all values are equal");
        }
        int[][] folds = folds(latents.length, seed);
        RegressionMoments[] parts = new RegressionMoments[FOLDS];
        RegressionMoments all = new RegressionMoments(latents[0].length);
        for (int fold = 0; fold < FOLDS; fold++) {
            parts[fold] = new RegressionMoments(latents[0].length);
            parts[fold].add(latents, values, folds[fold]);
            all.add(parts[fold], 1);
        }
        double[] predictions = new double[values.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            RegressionMoments.Line line =
                    all.without(parts[fold]).line(bestPenalty(latents, values, folds, parts, fold));
            for (int i : folds[fold]) {
                predictions[i] = line.at(latents[i]);
            }
        }
        double penalty = bestPenalty(latents, values, folds, parts, -1);
        return new RidgeRegression(all.line(penalty).slope(), penalty, r2(values, predictions), predictions);
    }

    /** How much the value grows with each component, [latent size]. */
    public double[] slope() {
        return slope.clone();
    }

    /** The slope with length 1, float32 [latent size]. */
    public float[] direction() {
        return Directions.unit(slope.clone(), "nothing in the latents predicts the value");
    }

    /** The chosen penalty: 1 shrinks slopes along a component of mean variance to half. */
    public double penalty() {
        return penalty;
    }

    /**
     * The share of the value's variance that is predicted, for latents that were not used in the fit: 1 all, 0 none,
     * less than 0 worse than the mean.
     */
    public double r2() {
        return r2;
    }

    /** For each latent what a line predicts that was fitted without it. */
    public double[] predictions() {
        return predictions.clone();
    }

    private static int[][] folds(int cases, long seed) {
        int[] order = IntStream.range(0, cases).toArray();
        Random random = new Random(seed);
        for (int i = cases - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        int[][] folds = new int[FOLDS][];
        for (int fold = 0; fold < FOLDS; fold++) {
            folds[fold] = Arrays.copyOfRange(order, fold * cases / FOLDS, (fold + 1) * cases / FOLDS);
        }
        return folds;
    }

    /** The penalty with the smallest squared error over the folds other than {@code left}. */
    private static double bestPenalty(
            float[][] latents, double[] values, int[][] folds, RegressionMoments[] parts, int left) {
        double[] errors = new double[PENALTIES.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            if (fold == left) {
                continue;
            }
            RegressionMoments rest = new RegressionMoments(latents[0].length);
            for (int other = 0; other < FOLDS; other++) {
                if (other != fold && other != left) {
                    rest.add(parts[other], 1);
                }
            }
            for (int p = 0; p < PENALTIES.length; p++) {
                errors[p] += squaredError(rest.line(PENALTIES[p]), latents, values, folds[fold]);
            }
        }
        int best = 0;
        for (int p = 1; p < PENALTIES.length; p++) {
            best = errors[p] < errors[best] ? p : best;
        }
        return PENALTIES[best];
    }

    private static double squaredError(RegressionMoments.Line line, float[][] latents, double[] values, int[] cases) {
        double sum = 0;
        for (int i : cases) {
            double error = values[i] - line.at(latents[i]);
            sum += error * error;
        }
        return sum;
    }

    private static double r2(double[] values, double[] predictions) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double total = 0;
        double rest = 0;
        for (int i = 0; i < values.length; i++) {
            total += (values[i] - mean) * (values[i] - mean);
            rest += (values[i] - predictions[i]) * (values[i] - predictions[i]);
        }
        return 1 - rest / total;
    }
}
