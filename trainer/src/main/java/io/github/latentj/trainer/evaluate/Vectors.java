package io.github.latentj.trainer.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Many vectors of one length, one after the other: images in network range or their features.
 *
 * @param values float32 [count, length], not copied
 */
record Vectors(float[] values, int count, int length) {
    /** @throws IllegalArgumentException if the sizes do not agree */
    Vectors {
        if ((long) count * length != values.length) {
            throw new IllegalArgumentException(
                    count + " vectors of " + length + " need other than " + values.length + " values");
        }
    }

    static Vectors of(float[] values, int count) {
        return new Vectors(values, count, values.length / count);
    }

    /** A copy of some of them, in the order asked for. */
    Vectors rows(int... indices) {
        float[] some = new float[indices.length * length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * length, some, i * length, length);
        }
        return new Vectors(some, indices.length, length);
    }

    /** A copy of {@code count} of them from {@code first} on. */
    Vectors rows(int first, int count) {
        return rows(IntStream.range(first, first + count).toArray());
    }

    /** These and then {@code others}. */
    Vectors and(Vectors others) {
        float[] all = Arrays.copyOf(values, values.length + others.values.length);
        System.arraycopy(others.values, 0, all, values.length, others.values.length);
        return new Vectors(all, count + others.count, length);
    }

    /** Exact, in double precision. */
    double squaredDistance(int row, Vectors other, int otherRow) {
        double squares = 0;
        for (int i = 0; i < length; i++) {
            double difference = (double) values[row * length + i] - other.values[otherRow * length + i];
            squares += difference * difference;
        }
        return squares;
    }

    /** Their values at each place, as vectors of their own: [length, count]. */
    Vectors transposed() {
        float[] turned = new float[values.length];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < length; i++) {
                turned[i * count + row] = values[row * length + i];
            }
        }
        return new Vectors(turned, length, count);
    }
}
