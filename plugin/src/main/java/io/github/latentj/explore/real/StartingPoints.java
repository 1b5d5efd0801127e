package io.github.latentj.explore.real;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.runtime.Progress;
import java.util.Arrays;
import java.util.List;

/**
 * Where searches begin: start k is the best of {@value #DRAWS} draws from the prior, draws 32 k to 32 k + 31 of the
 * seed. So the starts are independent of each other, and the first ones do not depend on how many there are.
 */
final class StartingPoints {
    private static final int DRAWS = 32;

    private final GeneratorModel model;
    private final float[][] draws;
    private final int starts;

    StartingPoints(GeneratorModel model, int starts, long seed) {
        this.model = model;
        this.starts = starts;
        draws = new LatentSampler(model.spec().prior(), model.spec().latentSize(), seed).samples(starts * DRAWS);
    }

    /**
     * @param targets float32 [N][C * H * W] in network range
     * @param weights float32 [N][H * W]
     * @return float32 [N][starts][latent size]
     */
    float[][][] near(List<float[]> targets, List<float[]> weights, Progress progress) {
        int[][] nearest = new int[targets.size()][starts];
        double[][] smallest = new double[targets.size()][starts];
        for (double[] distances : smallest) {
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
        }
        model.generate(
                draws,
                (index, image) -> {
                    for (int n = 0; n < nearest.length; n++) {
                        double distance = ImageError.meanSquare(image, targets.get(n), weights.get(n));
                        if (distance < smallest[n][index / DRAWS]) {
                            smallest[n][index / DRAWS] = distance;
                            nearest[n][index / DRAWS] = index;
                        }
                    }
                },
                progress);
        float[][][] points = new float[targets.size()][starts][];
        for (int n = 0; n < points.length; n++) {
            for (int k = 0; k < starts; k++) {
                points[n][k] = draws[nearest[n][k]];
            }
        }
        return points;
    }
}
