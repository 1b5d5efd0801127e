package io.github.latentj.trainer.data;

import java.util.Arrays;
import java.util.Random;

/** A square picture of real grey values, row-major, before a camera rounds them. */
final class GreyField {
    final int side;
    final float[] values;

    GreyField(int side) {
        this.side = side;
        this.values = new float[side * side];
    }

    /** Noise of mean 0 and standard deviation 1 whose grains measure about {@code sigma} pixels. */
    static GreyField grains(int side, double sigma, Random random) {
        GreyField white = new GreyField(side);
        for (int i = 0; i < white.values.length; i++) {
            white.values[i] = (float) random.nextGaussian();
        }
        GreyField band = white.blurred(sigma);
        band.add(band.blurred(2 * sigma), -1);
        band.scale(1 / Math.sqrt(band.meanSquare()));
        return band;
    }

    void add(GreyField other, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (factor * other.values[i]);
        }
    }

    void scale(double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
    }

    double sum() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private double meanSquare() {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum / values.length;
    }

    /** Gaussian blur; the picture is mirrored at its borders, so that no light is lost. */
    GreyField blurred(double sigma) {
        float[] kernel = kernel(sigma);
        GreyField rows = transposedBlur(kernel);
        return rows.transposedBlur(kernel);
    }

    private static float[] kernel(double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        float[] kernel = new float[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            kernel[i + reach] = (float) StrictMath.exp(-i * i / (2 * sigma * sigma));
            sum += kernel[i + reach];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= (float) sum;
        }
        return kernel;
    }

    /** Blurs along rows and swaps rows with columns: done twice, it blurs both ways. */
    private GreyField transposedBlur(float[] kernel) {
        int reach = kernel.length / 2;
        int[] source = new int[side + 2 * reach];
        for (int i = 0; i < source.length; i++) {
            source[i] = mirrored(i - reach);
        }
        GreyField result = new GreyField(side);
        float[] row = new float[source.length];
        float[] sums = new float[side];
        for (int y = 0; y < side; y++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = values[y * side + source[i]];
            }
            convolve(row, kernel, sums);
            for (int x = 0; x < side; x++) {
                result.values[x * side + y] = sums[x];
            }
        }
        return result;
    }

    /** The tap is the outer loop: the inner one then runs in vector instructions. */
    private static void convolve(float[] row, float[] kernel, float[] sums) {
        Arrays.fill(sums, 0);
        for (int k = 0; k < kernel.length; k++) {
            float weight = kernel[k];
            for (int x = 0; x < sums.length; x++) {
                sums[x] += weight * row[x + k];
            }
        }
    }

    private int mirrored(int x) {
        int folded = Math.floorMod(x, 2 * side);
        return folded < side ? folded : 2 * side - 1 - folded;
    }
}
