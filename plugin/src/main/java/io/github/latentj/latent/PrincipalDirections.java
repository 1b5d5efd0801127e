package io.github.latentj.latent;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The directions that change a generator's first layer most, found without samples (closed-form factorization, SeFa,
 * Shen and Zhou 2021): the eigenvectors of the layer's Gram matrix, by Jacobi rotations.
 */
public final class PrincipalDirections {
    private static final int MOST_SWEEPS = 60;
    private static final double NEGLIGIBLE = 1e-22;

    private final double[][] matrix;
    private final double[][] vectors;

    private PrincipalDirections(double[][] matrix) {
        this.matrix = matrix;
        vectors = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            vectors[i][i] = 1;
        }
    }

    /**
     * All directions, the strongest first, each of length 1; the largest component is positive.
     *
     * @param weights float32 [latent size][outputs]: how much each latent component adds to each output
     */
    public static float[][] of(float[][] weights) {
        PrincipalDirections directions = new PrincipalDirections(gram(weights));
        directions.diagonalize();
        return directions.sorted();
    }

    private static double[][] gram(float[][] weights) {
        int size = weights.length;
        double[][] gram = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                double sum = 0;
                for (int k = 0; k < weights[i].length; k++) {
                    sum += (double) weights[i][k] * weights[j][k];
                }
                gram[i][j] = sum;
                gram[j][i] = sum;
            }
        }
        return gram;
    }

    private void diagonalize() {
        for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal() > NEGLIGIBLE * trace() * trace(); sweep++) {
            for (int p = 0; p < matrix.length; p++) {
                for (int q = p + 1; q < matrix.length; q++) {
                    rotate(p, q);
                }
            }
        }
    }

    private double offDiagonal() {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += matrix[i][j] * matrix[i][j];
            }
        }
        return sum;
    }

    private double trace() {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i][i];
        }
        return sum;
    }

    /** Makes element (p, q) zero (Golub and Van Loan, 8.5). */
    private void rotate(int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < matrix.length; k++) {
            double kp = matrix[k][p];
            double kq = matrix[k][q];
            matrix[k][p] = cosine * kp - sine * kq;
            matrix[k][q] = sine * kp + cosine * kq;
        }
        for (int k = 0; k < matrix.length; k++) {
            double pk = matrix[p][k];
            double qk = matrix[q][k];
            matrix[p][k] = cosine * pk - sine * qk;
            matrix[q][k] = sine * pk + cosine * qk;
            double vp = vectors[k][p];
            vectors[k][p] = cosine * vp - sine * vectors[k][q];
            vectors[k][q] = sine * vp + cosine * vectors[k][q];
        }
    }

    private float[][] sorted() {
        Integer[] order = new Integer[matrix.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -matrix[i][i]));
        float[][] directions = new float[matrix.length][];
        for (int i = 0; i < order.length; i++) {
            directions[i] = column(order[i]);
        }
        return directions;
    }

    private float[] column(int column) {
        int largest = 0;
        for (int i = 0; i < matrix.length; i++) {
            largest = Math.abs(vectors[i][column]) > Math.abs(vectors[largest][column]) ? i : largest;
        }
        float[] direction = new float[matrix.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (Math.signum(vectors[largest][column]) * vectors[i][column]);
        }
        return direction;
    }
}
