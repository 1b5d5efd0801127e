package io.github.latentj.latent;

import io.github.latentj.contract.Prior;

/**
 * Keeps latents where the prior draws them. For a normal prior by a penalty on the length r of the vector: the negative
 * logarithm of the chi density that r has under the prior, {@code r^2 / 2 - (d - 1) ln r}, over the number d of
 * components, so that the shell where nearly all draws lie costs nothing and both the centre and the far outside cost
 * (Samuel et al. 2023, Norm-guided latent space exploration, section 3). A uniform prior's box [-1, 1] is
 * {@link DescentPath}'s to keep.
 */
public final class PriorPull {
    /** Shorter vectors count as this long: the logarithm has no value at zero. */
    private static final double SHORTEST = 1e-3;

    private final Prior prior;
    private final double strength;

    /** @param strength what multiplies the penalty of a normal prior; 0 for none */
    public PriorPull(Prior prior, double strength) {
        this.prior = prior;
        this.strength = strength;
    }

    /**
     * Adds the penalty's derivative.
     *
     * @param latent float32 [d]
     * @param gradient float32 [d], changed
     * @return the penalty: 0 on the shell, and always for a uniform prior
     */
    public double addTo(float[] gradient, float[] latent) {
        if (prior == Prior.UNIFORM || strength == 0) {
            return 0;
        }
        int size = latent.length;
        double length = Math.max(SHORTEST, length(latent));
        double pull = strength / size * (1 - (size - 1) / (length * length));
        for (int i = 0; i < size; i++) {
            gradient[i] += (float) (pull * latent[i]);
        }
        return strength / size * (energy(length, size) - energy(Math.sqrt(size - 1.0), size));
    }

    private static double energy(double length, int size) {
        return length * length / 2 - (size > 1 ? (size - 1) * Math.log(length) : 0);
    }

    /** Euclidean length of a vector. */
    public static double length(float[] latent) {
        double sum = 0;
        for (float component : latent) {
            sum += (double) component * component;
        }
        return Math.sqrt(sum);
    }

    /**
     * Whether a vector is longer than next to all that the prior draws: by four standard deviations, which for a normal
     * prior are 0.71 whatever the size. Never for a uniform prior, whose box ends before.
     */
    public static boolean isUntypical(Prior prior, int size, double length) {
        return prior == Prior.NORMAL && length > typicalLength(prior, size) + 4 * Math.sqrt(0.5);
    }

    /** Length of most vectors that the prior draws: the root of their mean squared length. */
    public static double typicalLength(Prior prior, int size) {
        return Math.sqrt(prior == Prior.UNIFORM ? size / 3.0 : size);
    }
}
