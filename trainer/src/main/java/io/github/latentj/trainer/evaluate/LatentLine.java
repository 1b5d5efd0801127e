package io.github.latentj.trainer.evaluate;

import io.github.latentj.contract.Prior;

/**
 * The way from one latent to another that stays where the prior has its latents: straight in the cube of a uniform one,
 * along the arc (slerp, Shoemake 1985) between the shells of a normal one, so that no step is unusually short.
 */
public final class LatentLine {
    private static final double NEARLY_OPPOSITE = -0.999;
    private static final double NEARLY_EQUAL = 1e-6;

    private LatentLine() {}

    /** @param share of the way, 0 to 1 */
    public static float[] between(Prior prior, float[] from, float[] to, double share) {
        double first = 1 - share;
        double second = share;
        if (prior == Prior.NORMAL) {
            double cosine = cosine(from, to);
            double angle = Math.acos(cosine);
            // Opposite directions have no shortest arc; the straight line serves.
            if (cosine > NEARLY_OPPOSITE && angle > NEARLY_EQUAL) {
                first = Math.sin((1 - share) * angle) / Math.sin(angle);
                second = Math.sin(share * angle) / Math.sin(angle);
            }
        }
        float[] latent = new float[from.length];
        for (int c = 0; c < latent.length; c++) {
            latent[c] = (float) (first * from[c] + second * to[c]);
        }
        return latent;
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double a = 0;
        double b = 0;
        for (int c = 0; c < one.length; c++) {
            product += (double) one[c] * other[c];
            a += (double) one[c] * one[c];
            b += (double) other[c] * other[c];
        }
        return Math.max(-1, Math.min(1, product / Math.sqrt(a * b)));
    }
}
