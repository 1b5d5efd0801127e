package io.github.latentj.latent;

import java.util.ArrayList;
import java.util.List;

/** Finds directions in latent space along which one property of the images changes. All are of length 1. */
public final class Directions {
    private static final double SMALLEST_LENGTH = 1e-9;

    private Directions() {}

    /**
     * From the mean of one group to the mean of another (the turn vector of Radford et al. 2015).
     *
     * @throws IllegalArgumentException if both have the same mean
     */
    public static float[] between(float[][] from, float[][] to) {
        double[] difference = mean(to);
        double[] start = mean(from);
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= start[i];
        }
        return unit(difference, "both groups have the same mean");
    }

    /**
     * Along which a measured value grows fastest: the slope of the least-squares line in each component, right for
     * priors with independent components.
     *
     * @param values one for each latent, finite
     * @throws IllegalArgumentException if all values are equal
     */
    public static float[] along(float[][] latents, double[] values) {
        double[] center = mean(latents);
        double average = 0;
        for (double value : values) {
            average += value / values.length;
        }
        double[] slope = new double[center.length];
        for (int n = 0; n < latents.length; n++) {
            for (int i = 0; i < slope.length; i++) {
                slope[i] += (values[n] - average) * (latents[n][i] - center[i]);
            }
        }
        return unit(slope, "all labels are equal");
    }

    /**
     * A direction without the part that lies along another.
     *
     * @throws IllegalArgumentException if nothing is left
     */
    public static float[] without(float[] direction, float[] other) {
        double dot = 0;
        double square = 0;
        for (int i = 0; i < direction.length; i++) {
            dot += (double) direction[i] * other[i];
            square += (double) other[i] * other[i];
        }
        double[] rest = new double[direction.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = direction[i] - dot / square * other[i];
        }
        return unit(rest, "the directions are the same");
    }

    /**
     * A direction without the part that lies in the space of others (Shen et al. 2020, InterFaceGAN, section 3.4:
     * conditional manipulation).
     *
     * @throws IllegalArgumentException if nothing is left
     */
    public static float[] without(float[] direction, List<float[]> others) {
        List<float[]> axes = new ArrayList<>();
        for (float[] other : others) {
            axes.add(withoutEach(other, axes));
        }
        return withoutEach(direction, axes);
    }

    private static float[] withoutEach(float[] direction, List<float[]> orthogonal) {
        float[] rest = direction;
        for (float[] axis : orthogonal) {
            rest = without(rest, axis);
        }
        return rest;
    }

    /**
     * The latent, moved along a direction by a distance.
     */
    public static float[] moved(float[] latent, float[] direction, double distance) {
        float[] moved = new float[latent.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (latent[i] + distance * direction[i]);
        }
        return moved;
    }

    private static double[] mean(float[][] latents) {
        double[] mean = new double[latents[0].length];
        for (float[] latent : latents) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += latent[i] / (double) latents.length;
            }
        }
        return mean;
    }

    /** @param problem why there is no direction if the vector has no length */
    static float[] unit(double[] vector, String problem) {
        double squares = 0;
        for (double component : vector) {
            squares += component * component;
        }
        double length = Math.sqrt(squares);
        if (!(length > SMALLEST_LENGTH)) {
            throw new IllegalArgumentException("there is no direction: " + problem);
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }
}
