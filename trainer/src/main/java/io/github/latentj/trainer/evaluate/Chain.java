package io.github.latentj.trainer.evaluate;

import java.util.Arrays;

/**
 * How evenly a chain of images changes: a step is the root mean square difference of neighbours as a share of the
 * intensity range, a jump one of more than {@value #JUMP} medians of the chain. A generator that has learnt images by
 * heart jumps from one to the next (Radford et al. 2015, section 6.1).
 *
 * @param steps one less than there are images
 * @param ends the same difference between the first and the last image
 */
record Chain(double[] steps, double ends) {
    static final int JUMP = 3;

    /** @param images in network range, in order, at least two */
    static Chain of(Vectors images) {
        double[] steps = new double[images.count() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = difference(images, i, i + 1);
        }
        return new Chain(steps, difference(images, 0, images.count() - 1));
    }

    private static double difference(Vectors images, int one, int other) {
        return Math.sqrt(images.squaredDistance(one, images, other) / images.length()) / 2;
    }

    double median() {
        return Quantiles.of(steps, 0.5);
    }

    /** Largest step in medians: 1 for a chain that does not change at all, the number of steps if the median is 0. */
    double largest() {
        double largest = Arrays.stream(steps).max().orElse(0);
        if (largest == 0) {
            return 1;
        }
        return median() == 0 ? steps.length : largest / median();
    }

    int jumps() {
        double limit = JUMP * median();
        return (int) Arrays.stream(steps).filter(step -> step > limit).count();
    }
}
