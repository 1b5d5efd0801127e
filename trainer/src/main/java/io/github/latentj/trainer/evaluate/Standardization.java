package io.github.latentj.trainer.evaluate;

/**
 * Gives each component of vectors mean 0 and the same standard deviation, as known from some of them, so that no
 * component counts more because its numbers are larger. Components that never change become 0.
 *
 * @param mean of each component
 * @param scale that each is multiplied with
 */
record Standardization(float[] mean, float[] scale) {
    /** @param deviation what the standard deviation becomes */
    static Standardization of(Vectors vectors, double deviation) {
        int length = vectors.length();
        double[] sums = new double[length];
        double[] squares = new double[length];
        for (int i = 0; i < vectors.values().length; i++) {
            sums[i % length] += vectors.values()[i];
        }
        for (int i = 0; i < vectors.values().length; i++) {
            double difference = vectors.values()[i] - sums[i % length] / vectors.count();
            squares[i % length] += difference * difference;
        }
        float[] mean = new float[length];
        float[] scale = new float[length];
        for (int k = 0; k < length; k++) {
            mean[k] = (float) (sums[k] / vectors.count());
            double found = Math.sqrt(squares[k] / vectors.count());
            scale[k] = found > 1e-6 * Math.abs(mean[k]) && found > 1e-12 ? (float) (deviation / found) : 0;
        }
        return new Standardization(mean, scale);
    }

    Vectors apply(Vectors vectors) {
        float[] values = vectors.values().clone();
        for (int i = 0; i < values.length; i++) {
            int k = i % mean.length;
            values[i] = (values[i] - mean[k]) * scale[k];
        }
        return new Vectors(values, vectors.count(), vectors.length());
    }
}
