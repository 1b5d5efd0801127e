package io.github.latentj.trainer.evaluate;

/**
 * An image as the details of each scale and what is left (Burt and Adelson 1983): each level but the last is the image of
 * that size minus its blurred half enlarged again. Enlarging and adding them up gives the image back. Single planes of
 * an even square side, float32 [side, side].
 */
final class LaplacianPyramid {
    private static final float[] BLUR = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

    private LaplacianPyramid() {}

    /** How many levels there are down to a side of {@code smallest}, at least 1. */
    static int levels(int side, int smallest) {
        int levels = 1;
        for (int s = side; s % 2 == 0 && s / 2 >= smallest; s /= 2) {
            levels++;
        }
        return levels;
    }

    /** The levels from the finest to the coarsest. */
    static float[][] of(float[] plane, int side, int levels) {
        float[][] pyramid = new float[levels][];
        float[] image = plane.clone();
        for (int level = 0, s = side; level < levels - 1; level++, s /= 2) {
            float[] half = half(image, s);
            float[] blurred = twice(half, s / 2);
            for (int i = 0; i < image.length; i++) {
                image[i] -= blurred[i];
            }
            pyramid[level] = image;
            image = half;
        }
        pyramid[levels - 1] = image;
        return pyramid;
    }

    /** Blurred and every second pixel taken. */
    static float[] half(float[] plane, int side) {
        float[] blurred = blur(plane, side, 1);
        float[] half = new float[side / 2 * (side / 2)];
        for (int i = 0; i < half.length; i++) {
            half[i] = blurred[i / (side / 2) * 2 * side + i % (side / 2) * 2];
        }
        return half;
    }

    /** Zeros put between the pixels, then blurred to the same brightness. */
    static float[] twice(float[] plane, int side) {
        float[] spread = new float[4 * side * side];
        for (int i = 0; i < plane.length; i++) {
            spread[i / side * 2 * 2 * side + i % side * 2] = plane[i];
        }
        return blur(spread, 2 * side, 4);
    }

    private static float[] blur(float[] plane, int side, float gain) {
        return along(along(plane, side, 1, 1), side, side, gain);
    }

    /** Blurs along one axis, mirrored at the border without repeating the border's pixel. */
    private static float[] along(float[] plane, int side, int step, float gain) {
        float[] blurred = new float[plane.length];
        int other = step == 1 ? side : 1;
        for (int line = 0; line < side; line++) {
            for (int i = 0; i < side; i++) {
                float sum = 0;
                for (int t = -2; t <= 2; t++) {
                    int place = Math.abs(i + t);
                    place = place >= side ? 2 * (side - 1) - place : place;
                    sum += BLUR[t + 2] * plane[line * other + place * step];
                }
                blurred[line * other + i * step] = gain * sum;
            }
        }
        return blurred;
    }
}
