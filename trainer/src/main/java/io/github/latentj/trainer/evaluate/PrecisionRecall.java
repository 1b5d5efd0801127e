package io.github.latentj.trainer.evaluate;

import java.util.Arrays;

/**
 * Precision, the share of generated vectors that lie where real ones are, and recall, the share of real vectors that lie
 * where generated ones are. "Where" is the union of balls around each vector of a set that reach to its k-th nearest
 * neighbour in the set (Kynkaanniemi et al. 2019, "Improved precision and recall metric for assessing generative models",
 * section 2). Both depend on the counts: compare equal counts only.
 */
record PrecisionRecall(double precision, double recall) {
    /** What the authors use. */
    static final int NEIGHBOURS = 3;

    /** @param k neighbours, less than either count */
    static PrecisionRecall of(Vectors real, Vectors generated, int k) {
        float[] realReach = reach(real, k);
        float[] generatedReach = reach(generated, k);
        float[] distances = Products.squaredDistances(generated, real);
        boolean[] found = new boolean[real.count()];
        int precise = 0;
        for (int g = 0; g < generated.count(); g++) {
            boolean inside = false;
            for (int r = 0; r < real.count(); r++) {
                float distance = distances[g * real.count() + r];
                inside |= distance <= realReach[r];
                found[r] |= distance <= generatedReach[g];
            }
            precise += inside ? 1 : 0;
        }
        int recalled = 0;
        for (boolean one : found) {
            recalled += one ? 1 : 0;
        }
        return new PrecisionRecall(precise / (double) generated.count(), recalled / (double) real.count());
    }

    /** Squared distance of each vector to its k-th nearest other. */
    private static float[] reach(Vectors vectors, int k) {
        float[] distances = Products.squaredDistances(vectors, vectors);
        float[] reach = new float[vectors.count()];
        for (int i = 0; i < reach.length; i++) {
            float[] row = Arrays.copyOfRange(distances, i * vectors.count(), (i + 1) * vectors.count());
            row[i] = Float.POSITIVE_INFINITY;
            Arrays.sort(row);
            reach[i] = row[k - 1];
        }
        return reach;
    }
}
