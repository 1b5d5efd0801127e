package io.github.latentj.trainer.evaluate;

import java.util.Arrays;
import java.util.Random;

/**
 * The directions in which vectors differ most (principal component analysis), by subspace iteration from random
 * directions (Halko, Martinsson and Tropp 2011, "Finding structure with randomness", algorithm 4.4).
 *
 * @param mean of the vectors
 * @param directions orthonormal, the strongest first
 * @param variances of the vectors along them
 */
record PrincipalComponents(float[] mean, Vectors directions, double[] variances) {
    private static final int OVERSAMPLING = 10;
    private static final int ITERATIONS = 4;
    private static final int MOST_SWEEPS = 50;

    /** @param count of directions, at most the vectors' length and one less than there are */
    static PrincipalComponents of(Vectors vectors, int count, Random random) {
        if (count > Math.min(vectors.length(), vectors.count() - 1)) {
            throw new IllegalArgumentException(count + " directions of " + vectors.count() + " vectors");
        }
        float[] mean = mean(vectors);
        Vectors centred = centred(vectors, mean);
        Vectors turned = centred.transposed();
        int searched = Math.min(count + OVERSAMPLING, Math.min(vectors.length(), vectors.count() - 1));
        float[] start = new float[searched * vectors.length()];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) random.nextGaussian();
        }
        Vectors basis = orthonormal(new Vectors(start, searched, vectors.length()));
        for (int i = 0; i < ITERATIONS; i++) {
            Vectors projections = new Vectors(Products.of(basis, centred), searched, vectors.count());
            basis = orthonormal(new Vectors(Products.of(projections, turned), searched, vectors.length()));
        }
        Vectors projections = new Vectors(Products.of(basis, centred), searched, vectors.count());
        return strongest(mean, basis, Products.of(projections, projections), count, vectors.count() - 1);
    }

    private static PrincipalComponents strongest(
            float[] mean, Vectors basis, float[] products, int count, double freedom) {
        int n = basis.count();
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n * n; i++) {
            matrix[i / n][i % n] = products[i] / freedom;
        }
        double[][] turns = diagonalize(matrix);
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(matrix[b][b], matrix[a][a]));
        float[] directions = new float[count * basis.length()];
        double[] variances = new double[count];
        for (int d = 0; d < count; d++) {
            variances[d] = matrix[order[d]][order[d]];
            for (int b = 0; b < n; b++) {
                float share = (float) turns[b][order[d]];
                for (int i = 0; i < basis.length(); i++) {
                    directions[d * basis.length() + i] += share * basis.values()[b * basis.length() + i];
                }
            }
        }
        return new PrincipalComponents(mean, new Vectors(directions, count, basis.length()), variances);
    }

    /** Coordinates along the directions: [vectors, directions]. */
    Vectors project(Vectors vectors) {
        return new Vectors(Products.of(centred(vectors, mean), directions), vectors.count(), directions.count());
    }

    private static float[] mean(Vectors vectors) {
        double[] sums = new double[vectors.length()];
        for (int i = 0; i < vectors.values().length; i++) {
            sums[i % vectors.length()] += vectors.values()[i];
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / vectors.count());
        }
        return mean;
    }

    private static Vectors centred(Vectors vectors, float[] mean) {
        float[] values = vectors.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean[i % mean.length];
        }
        return new Vectors(values, vectors.count(), vectors.length());
    }

    /** Gram and Schmidt, twice, so that rounding leaves no slant. A vector that others span becomes zero. */
    private static Vectors orthonormal(Vectors vectors) {
        float[] values = vectors.values().clone();
        int length = vectors.length();
        for (int i = 0; i < vectors.count(); i++) {
            double before = dot(values, i, i, length);
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    float share = (float) dot(values, i, j, length);
                    for (int k = 0; k < length; k++) {
                        values[i * length + k] -= share * values[j * length + k];
                    }
                }
            }
            double squares = dot(values, i, i, length);
            float scale = squares > 1e-12 * before ? (float) (1 / Math.sqrt(squares)) : 0;
            for (int k = 0; k < length; k++) {
                values[i * length + k] *= scale;
            }
        }
        return new Vectors(values, vectors.count(), length);
    }

    private static double dot(float[] values, int one, int other, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += (double) values[one * length + k] * values[other * length + k];
        }
        return sum;
    }

    /** Jacobi's rotations: leaves the eigenvalues of a symmetric matrix on its diagonal, returns the eigenvectors. */
    private static double[][] diagonalize(double[][] matrix) {
        int n = matrix.length;
        double[][] turns = new double[n][n];
        for (int i = 0; i < n; i++) {
            turns[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(matrix); sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(matrix, turns, p, q);
                }
            }
        }
        return turns;
    }

    private static boolean isDiagonal(double[][] matrix) {
        double off = 0;
        double on = 0;
        for (int p = 0; p < matrix.length; p++) {
            for (int q = 0; q < matrix.length; q++) {
                double square = matrix[p][q] * matrix[p][q];
                off += p == q ? 0 : square;
                on += p == q ? square : 0;
            }
        }
        return off <= 1e-20 * on;
    }

    private static void rotate(double[][] matrix, double[][] turns, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (double[] row : matrix) {
            turn(row, p, q, cosine, sine);
        }
        for (int k = 0; k < matrix.length; k++) {
            double a = matrix[p][k];
            double b = matrix[q][k];
            matrix[p][k] = cosine * a - sine * b;
            matrix[q][k] = sine * a + cosine * b;
        }
        for (double[] row : turns) {
            turn(row, p, q, cosine, sine);
        }
    }

    private static void turn(double[] row, int p, int q, double cosine, double sine) {
        double a = row[p];
        double b = row[q];
        row[p] = cosine * a - sine * b;
        row[q] = sine * a + cosine * b;
    }
}
