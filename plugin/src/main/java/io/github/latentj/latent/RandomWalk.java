package io.github.latentj.latent;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;

/** Small random steps from a latent: each adds a draw from the prior, scaled down. */
public final class RandomWalk {
    private final Prior prior;
    private final double stepSize;
    private final boolean onShell;

    /**
     * @param stepSize length of a step in draws from the prior
     * @param onShell keep each latent where the prior's vectors lie: at the length of the start for a normal prior,
     *     inside [-1, 1] for a uniform one
     */
    public RandomWalk(Prior prior, double stepSize, boolean onShell) {
        this.prior = prior;
        this.stepSize = stepSize;
        this.onShell = onShell;
    }

    /** The start and {@code steps} latents after it, float32 [steps + 1][size]. The same seed gives the same walk. */
    public float[][] from(float[] start, int steps, long seed) {
        LatentSampler draws = new LatentSampler(prior, start.length, seed);
        double length = length(start);
        float[][] walk = new float[steps + 1][];
        walk[0] = start.clone();
        for (int step = 1; step <= steps; step++) {
            // Draw 0 may be the start itself.
            walk[step] = moved(walk[step - 1], draws.sample(step));
            if (onShell) {
                pullBack(walk[step], length);
            }
        }
        return walk;
    }

    private float[] moved(float[] latent, float[] draw) {
        float[] moved = new float[latent.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (latent[i] + stepSize * draw[i]);
        }
        return moved;
    }

    private void pullBack(float[] latent, double length) {
        double scale = prior == Prior.NORMAL ? length / length(latent) : 1;
        for (int i = 0; i < latent.length; i++) {
            latent[i] = prior == Prior.NORMAL ? (float) (latent[i] * scale) : reflected(latent[i]);
        }
    }

    /** Back into [-1, 1] as from a wall, however far outside. */
    private static float reflected(float value) {
        double folded = Math.abs((value + 1.0) % 4);
        double inside = folded > 2 ? 4 - folded : folded;
        return (float) (inside - 1);
    }

    private static double length(float[] latent) {
        double squares = 0;
        for (float component : latent) {
            squares += (double) component * component;
        }
        return Math.sqrt(squares);
    }
}
