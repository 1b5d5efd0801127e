package io.github.latentj.latent;

import io.github.latentj.contract.Prior;

/** How to go from one latent to another. */
public enum Interpolation {
    /** The straight line. Natural for a uniform prior; for a normal one it passes through untypically short vectors. */
    LINEAR {
        @Override
        public float[] between(float[] from, float[] to, double fraction) {
            return weighted(from, 1 - fraction, to, fraction);
        }
    },
    /** The great circle (Shoemake 1985, White 2016): keeps the length that vectors of a normal prior have. */
    SPHERICAL {
        @Override
        public float[] between(float[] from, float[] to, double fraction) {
            double angle = angle(from, to);
            double sine = Math.sin(angle);
            if (sine < SMALLEST_SINE) {
                return LINEAR.between(from, to, fraction);
            }
            return weighted(from, Math.sin((1 - fraction) * angle) / sine, to, Math.sin(fraction * angle) / sine);
        }
    };

    /** Below this the vectors are parallel or opposite, and the circle is not defined. */
    private static final double SMALLEST_SINE = 1e-6;

    /** The way that stays where the prior's vectors lie. */
    public static Interpolation naturalFor(Prior prior) {
        return prior == Prior.NORMAL ? SPHERICAL : LINEAR;
    }

    /**
     * A latent on the way; exactly {@code from} at fraction 0 and {@code to} at 1.
     *
     * @param fraction 0 to 1
     */
    public abstract float[] between(float[] from, float[] to, double fraction);

    private static float[] weighted(float[] a, double weightA, float[] b, double weightB) {
        float[] sum = new float[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (weightA * a[i] + weightB * b[i]);
        }
        return sum;
    }

    private static double angle(float[] a, float[] b) {
        double dot = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squareA += (double) a[i] * a[i];
            squareB += (double) b[i] * b[i];
        }
        double lengths = Math.sqrt(squareA * squareB);
        return lengths == 0 ? 0 : Math.acos(Math.max(-1, Math.min(1, dot / lengths)));
    }
}
