package io.github.latentj.latent;

/** Sums from which the line of any group of cases follows, so that each case is looked at once. */
final class RegressionMoments {
    private final double[][] products;
    private final double[] latentSums;
    private final double[] valueProducts;
    private double valueSum;
    private double cases;

    RegressionMoments(int size) {
        products = new double[size][size];
        latentSums = new double[size];
        valueProducts = new double[size];
    }

    void add(float[][] latents, double[] values, int[] chosen) {
        for (int n : chosen) {
            float[] latent = latents[n];
            for (int i = 0; i < latent.length; i++) {
                for (int j = 0; j <= i; j++) {
                    products[i][j] += (double) latent[i] * latent[j];
                }
                latentSums[i] += latent[i];
                valueProducts[i] += latent[i] * values[n];
            }
            valueSum += values[n];
            cases++;
        }
    }

    void add(RegressionMoments other, double sign) {
        for (int i = 0; i < latentSums.length; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] += sign * other.products[i][j];
            }
            latentSums[i] += sign * other.latentSums[i];
            valueProducts[i] += sign * other.valueProducts[i];
        }
        valueSum += sign * other.valueSum;
        cases += sign * other.cases;
    }

    RegressionMoments without(RegressionMoments part) {
        RegressionMoments rest = new RegressionMoments(latentSums.length);
        rest.add(this, 1);
        rest.add(part, -1);
        return rest;
    }

    /** Solves (X'X + penalty I) slope = X'y for centred X and y. */
    Line line(double penalty) {
        int size = latentSums.length;
        double[][] matrix = new double[size][size];
        double[] right = new double[size];
        double trace = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = products[i][j] - latentSums[i] * latentSums[j] / cases;
            }
            right[i] = valueProducts[i] - latentSums[i] * valueSum / cases;
            trace += matrix[i][i];
        }
        for (int i = 0; i < size; i++) {
            matrix[i][i] += penalty * trace / size;
        }
        double[] slope = Cholesky.solve(matrix, right);
        double start = valueSum / cases;
        for (int i = 0; i < size; i++) {
            start -= slope[i] * latentSums[i] / cases;
        }
        return new Line(slope, start);
    }

    /** A value that grows linearly with the latent. */
    static final class Line {
        private final double[] slope;
        private final double start;

        Line(double[] slope, double start) {
            this.slope = slope;
            this.start = start;
        }

        double[] slope() {
            return slope;
        }

        double at(float[] latent) {
            double value = start;
            for (int i = 0; i < slope.length; i++) {
                value += slope[i] * latent[i];
            }
            return value;
        }
    }
}
