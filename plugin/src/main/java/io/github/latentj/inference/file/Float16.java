package io.github.latentj.inference.file;

/** Numbers of 16 bits, IEEE 754 binary16: one of sign, five of exponent, ten of fraction. */
final class Float16 {
    static final int BYTES = 2;

    private static final float SMALLEST_STEP = 0x1p-24f;
    private static final float SMALLEST_NORMAL = 0x1p-14f;
    private static final float LARGEST = 65_504;
    private static final int INFINITY = 0x7C00;

    private Float16() {}

    static float toFloat(short code) {
        int exponent = code >> 10 & 0x1F;
        int fraction = code & 0x3FF;
        float size;
        if (exponent == 0) {
            size = fraction * SMALLEST_STEP;
        } else if (exponent == 0x1F) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            size = Math.scalb(1 + fraction / 1024f, exponent - 15);
        }
        return code < 0 ? -size : size;
    }

    /** The nearest one, of two the even one; the largest for finite numbers beyond it. */
    static short of(float value) {
        int sign = value < 0 || 1 / value < 0 ? 0x8000 : 0;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return 0x7E00;
        }
        if (Float.isInfinite(value)) {
            return (short) (sign | INFINITY);
        }
        size = Math.min(size, LARGEST);
        if (size < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(size / SMALLEST_STEP));
        }
        int exponent = Math.getExponent(size);
        // A fraction that is rounded up to 1024 carries into the exponent, which is right.
        int fraction = (int) Math.rint((Math.scalb(size, -exponent) - 1) * 1024);
        return (short) (sign | (exponent + 15 << 10) + fraction);
    }
}
