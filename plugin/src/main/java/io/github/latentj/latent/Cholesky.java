package io.github.latentj.latent;

/** Solves linear equations with a symmetric positive definite matrix (Golub and Van Loan, 4.2). */
final class Cholesky {
    private Cholesky() {}

    /**
     * @param matrix [n][n], of which the lower triangle is read; it is overwritten by its factor
     * @param right [n], overwritten
     * @return x of {@code matrix x = right}, [n]
     * @throws IllegalArgumentException if the matrix is not positive definite
     */
    static double[] solve(double[][] matrix, double[] right) {
        factorize(matrix);
        for (int i = 0; i < right.length; i++) {
            for (int k = 0; k < i; k++) {
                right[i] -= matrix[i][k] * right[k];
            }
            right[i] /= matrix[i][i];
        }
        for (int i = right.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < right.length; k++) {
                right[i] -= matrix[k][i] * right[k];
            }
            right[i] /= matrix[i][i];
        }
        return right;
    }

    private static void factorize(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                if (i == j && !(sum > 0)) {
                    throw new IllegalArgumentException("there is no direction: the latents do not vary");
                }
                matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
            }
        }
    }
}
