package io.github.latentj.trainer.data;

import io.github.latentj.contract.PixelType;
import java.util.Arrays;

/**
 * 64 bits that stay nearly the same when a picture is resaved, scaled or brightened: which of the 8x8 lowest frequencies
 * of a 32x32 miniature are above their median ("pHash", Zauner 2010). Pictures of one motif can have near hashes too, so
 * a pair is confirmed by the correlation of the miniatures.
 */
record PerceptualHash(long bits, float[] miniature) {
    private static final int SIDE = 32;
    private static final int LOW = 8;
    private static final int MOST_BITS_APART = 8;
    private static final double LEAST_CORRELATION = 0.99;
    private static final float[][] COSINES = cosines();

    private static float[][] cosines() {
        float[][] cosines = new float[LOW][SIDE];
        for (int k = 0; k < LOW; k++) {
            for (int x = 0; x < SIDE; x++) {
                cosines[k][x] = (float) Math.cos(Math.PI * (k + 1) * (x + 0.5) / SIDE);
            }
        }
        return cosines;
    }

    /** @param pixels float32 [C, side, side]; the mean of the channels counts */
    static PerceptualHash of(float[] pixels, int channels, int side) {
        float[] small = standardised(miniature(pixels, channels, side));
        float[] frequencies = new float[LOW * LOW];
        for (int v = 0; v < LOW; v++) {
            for (int u = 0; u < LOW; u++) {
                frequencies[v * LOW + u] = frequency(small, u, v);
            }
        }
        float[] sorted = frequencies.clone();
        Arrays.sort(sorted);
        long bits = 0;
        for (int i = 0; i < frequencies.length; i++) {
            bits |= frequencies[i] > sorted[sorted.length / 2] ? 1L << i : 0;
        }
        return new PerceptualHash(bits, small);
    }

    private static float[] miniature(float[] pixels, int channels, int side) {
        float[] mean = new float[side * side];
        for (int i = 0; i < pixels.length; i++) {
            mean[i % mean.length] += pixels[i] / channels;
        }
        return new DecodedImage(side, side, 1, PixelType.FLOAT32, mean)
                .square(SIDE)
                .values();
    }

    /** Mean 0 and length 1; all 0 for a constant picture. */
    private static float[] standardised(float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        float[] standardised = new float[values.length];
        for (int i = 0; i < values.length && squares > 0; i++) {
            standardised[i] = (float) ((values[i] - mean) / Math.sqrt(squares));
        }
        return standardised;
    }

    private static float frequency(float[] small, int u, int v) {
        float sum = 0;
        for (int y = 0; y < SIDE; y++) {
            float row = 0;
            for (int x = 0; x < SIDE; x++) {
                row += small[y * SIDE + x] * COSINES[u][x];
            }
            sum += row * COSINES[v][y];
        }
        return sum;
    }

    boolean isNear(PerceptualHash other) {
        if (Long.bitCount(bits ^ other.bits) > MOST_BITS_APART) {
            return false;
        }
        double correlation = 0;
        for (int i = 0; i < miniature.length; i++) {
            correlation += miniature[i] * other.miniature[i];
        }
        return correlation >= LEAST_CORRELATION;
    }
}
