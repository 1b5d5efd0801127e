package io.github.latentj.latent;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;

/**
 * Latents on an endless grid of tiles, drawn from a prior. Each tile has its own latent; or the latents belong to the
 * corners of the tiles, and between them they change little by little.
 */
public final class LatentField {
    /** More than a field has tiles in a row. */
    private static final int ROW = 1 << 15;

    private final Prior prior;
    private final LatentSampler draws;
    private final double truncation;

    /** @param truncation multiplies each latent */
    public LatentField(Prior prior, int latentSize, long seed, double truncation) {
        this.prior = prior;
        draws = new LatentSampler(prior, latentSize, seed);
        this.truncation = truncation;
    }

    /** The latent of a tile, both counted from 0. */
    public float[] at(int row, int column) {
        float[] latent = draws.sample(row * ROW + column);
        for (int i = 0; i < latent.length; i++) {
            latent[i] *= (float) truncation;
        }
        return latent;
    }

    /**
     * The latent at a place between four corners, bilinear. For a normal prior divided by the length of the weights,
     * so that each component keeps the prior's variance.
     *
     * @param row place in tiles, not negative, such as 2.5 for the middle of the third row
     */
    public float[] between(double row, double column) {
        int top = (int) row;
        int left = (int) column;
        double down = row - top;
        double right = column - left;
        double[] weights = {(1 - down) * (1 - right), (1 - down) * right, down * (1 - right), down * right};
        float[][] corners = {at(top, left), at(top, left + 1), at(top + 1, left), at(top + 1, left + 1)};
        double scale = prior == Prior.NORMAL ? 1 / length(weights) : 1;
        float[] latent = new float[corners[0].length];
        for (int i = 0; i < latent.length; i++) {
            double sum = 0;
            for (int corner = 0; corner < weights.length; corner++) {
                sum += weights[corner] * corners[corner][i];
            }
            latent[i] = (float) (scale * sum);
        }
        return latent;
    }

    private static double length(double[] vector) {
        double squares = 0;
        for (double component : vector) {
            squares += component * component;
        }
        return Math.sqrt(squares);
    }
}
