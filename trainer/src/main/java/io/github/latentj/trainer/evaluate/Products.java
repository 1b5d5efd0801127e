package io.github.latentj.trainer.evaluate;

/**
 * All scalar products and squared distances between two sets of vectors. In blocks that stay in the processor's cache,
 * and in an order that does not depend on the machine, so that results repeat bit for bit.
 */
final class Products {
    private static final int COLUMNS = 256;
    private static final int DEPTH = 128;

    private Products() {}

    /** float32 [a.count, b.count] of scalar products. */
    static float[] of(Vectors a, Vectors b) {
        if (a.length() != b.length()) {
            throw new IllegalArgumentException("vectors of " + a.length() + " and of " + b.length());
        }
        float[] products = new float[Math.multiplyExact(a.count(), b.count())];
        float[] block = new float[DEPTH * COLUMNS];
        float[] sums = new float[COLUMNS];
        for (int column = 0; column < b.count(); column += COLUMNS) {
            int width = Math.min(COLUMNS, b.count() - column);
            for (int first = 0; first < a.length(); first += DEPTH) {
                int depth = Math.min(DEPTH, a.length() - first);
                transpose(b, column, width, first, depth, block);
                for (int row = 0; row < a.count(); row++) {
                    int to = row * b.count() + column;
                    System.arraycopy(products, to, sums, 0, width);
                    accumulate(a.values(), row * a.length() + first, depth, block, sums);
                    System.arraycopy(sums, 0, products, to, width);
                }
            }
        }
        return products;
    }

    private static void transpose(Vectors b, int column, int width, int first, int depth, float[] block) {
        for (int j = 0; j < width; j++) {
            int from = (column + j) * b.length() + first;
            for (int k = 0; k < depth; k++) {
                block[k * COLUMNS + j] = b.values()[from + k];
            }
        }
    }

    /** Four rows of the block at a time: the loop over columns is one that the JVM vectorises. */
    private static void accumulate(float[] a, int from, int depth, float[] block, float[] sums) {
        int k = 0;
        for (; k + 4 <= depth; k += 4) {
            float a0 = a[from + k];
            float a1 = a[from + k + 1];
            float a2 = a[from + k + 2];
            float a3 = a[from + k + 3];
            int b = k * COLUMNS;
            for (int j = 0; j < COLUMNS; j++) {
                sums[j] += a0 * block[b + j]
                        + a1 * block[b + COLUMNS + j]
                        + a2 * block[b + 2 * COLUMNS + j]
                        + a3 * block[b + 3 * COLUMNS + j];
            }
        }
        for (; k < depth; k++) {
            float only = a[from + k];
            for (int j = 0; j < COLUMNS; j++) {
                sums[j] += only * block[k * COLUMNS + j];
            }
        }
    }

    /** float32 [a.count, b.count], not negative. Differences far below the vectors' lengths are rounded. */
    static float[] squaredDistances(Vectors a, Vectors b) {
        float[] distances = of(a, b);
        double[] lengthsA = squaredLengths(a);
        double[] lengthsB = squaredLengths(b);
        for (int i = 0; i < a.count(); i++) {
            for (int j = 0; j < b.count(); j++) {
                int at = i * b.count() + j;
                distances[at] = (float) Math.max(0, lengthsA[i] + lengthsB[j] - 2.0 * distances[at]);
            }
        }
        return distances;
    }

    private static double[] squaredLengths(Vectors vectors) {
        double[] lengths = new double[vectors.count()];
        for (int i = 0; i < lengths.length; i++) {
            for (int k = i * vectors.length(); k < (i + 1) * vectors.length(); k++) {
                lengths[i] += (double) vectors.values()[k] * vectors.values()[k];
            }
        }
        return lengths;
    }
}
