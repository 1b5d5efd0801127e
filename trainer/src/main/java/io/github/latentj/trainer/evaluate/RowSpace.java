package io.github.latentj.trainer.evaluate;

/**
 * Few long vectors in as many coordinates as there are vectors, with all their distances and angles kept: the rows of the
 * Cholesky factor of their scalar products. A linear classifier depends on nothing else, so that training in these
 * coordinates gives the same answers with less work.
 */
final class RowSpace {
    /** Of the mean squared length, so that rounding does not stop the factorisation. */
    private static final double JITTER = 1e-6;

    private final Vectors vectors;
    private final double[][] factor;

    RowSpace(Vectors vectors) {
        this.vectors = vectors;
        float[] products = Products.of(vectors, vectors);
        int n = vectors.count();
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += products[i * n + i];
        }
        factor = new double[n][];
        for (int i = 0; i < n; i++) {
            factor[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double rest = products[i * n + j] + (i == j ? JITTER * trace / n : 0) - dot(factor[i], factor[j], j);
                factor[i][j] = i == j ? Math.sqrt(Math.max(rest, JITTER * trace / n)) : rest / factor[j][j];
            }
        }
    }

    private static double dot(double[] one, double[] other, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += one[k] * other[k];
        }
        return sum;
    }

    /** The coordinates of the vectors themselves. */
    Vectors own() {
        int n = factor.length;
        float[] coordinates = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                coordinates[i * n + j] = (float) factor[i][j];
            }
        }
        return new Vectors(coordinates, n, n);
    }

    /** The coordinates of others, without what lies outside the space. */
    Vectors of(Vectors others) {
        int n = factor.length;
        float[] products = Products.of(others, vectors);
        float[] coordinates = new float[others.count() * n];
        double[] solution = new double[n];
        for (int row = 0; row < others.count(); row++) {
            for (int j = 0; j < n; j++) {
                solution[j] = (products[row * n + j] - dot(factor[j], solution, j)) / factor[j][j];
                coordinates[row * n + j] = (float) solution[j];
            }
        }
        return new Vectors(coordinates, others.count(), n);
    }
}
