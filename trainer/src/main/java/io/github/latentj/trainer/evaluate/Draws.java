package io.github.latentj.trainer.evaluate;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Random choices of numbered things. */
final class Draws {
    private Draws() {}

    /** The numbers from 0 to {@code count - 1} in random order (Fisher and Yates). */
    static int[] shuffled(int count, Random random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    /** {@code some} different numbers below {@code count}, in random order. */
    static int[] distinct(int count, int some, Random random) {
        if (some > count) {
            throw new IllegalArgumentException(some + " of " + count + " cannot be different");
        }
        return Arrays.copyOf(shuffled(count, random), some);
    }
}
