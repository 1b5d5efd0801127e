package io.github.latentj.trainer.export;

/** Puts a batch axis before the shape of one sample. */
final class BatchShape {
    private BatchShape() {}

    static long[] of(int count, long... sample) {
        long[] shape = new long[sample.length + 1];
        shape[0] = count;
        System.arraycopy(sample, 0, shape, 1, sample.length);
        return shape;
    }
}
