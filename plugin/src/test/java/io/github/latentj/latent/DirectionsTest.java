package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DirectionsTest {
    private static final Offset<Float> TOLERANCE = within(1e-6f);

    @Test
    void leadsFromOneMeanToTheOther() {
        float[] direction = Directions.between(new float[][] {{0, 0}, {2, 0}}, new float[][] {{4, 4}});

        assertThat(direction).containsExactly(new float[] {0.6f, 0.8f}, TOLERANCE);
    }

    @Test
    void findsThePlantedDirectionFromNoisyLabels() {
        float[][] latents = new LatentSampler(Prior.NORMAL, 20, 1).samples(2000);
        float[][] noise = new LatentSampler(Prior.NORMAL, 1, 2).samples(2000);
        double[] labels = new double[latents.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = 3 * latents[i][4] - 4 * latents[i][7] + 100 + noise[i][0];
        }

        float[] direction = Directions.along(latents, labels);

        assertThat(direction[4]).isCloseTo(0.6f, within(0.05f));
        assertThat(direction[7]).isCloseTo(-0.8f, within(0.05f));
    }

    @Test
    void projectionLeavesNothingOfTheOther() {
        float[] rest = Directions.without(new float[] {0.6f, 0.8f, 0}, new float[] {1, 0, 0});

        assertThat(rest).containsExactly(new float[] {0, 1, 0}, TOLERANCE);
    }

    @Test
    void projectionLeavesNothingOfSeveralThatAreNotOrthogonal() {
        float[] rest = Directions.without(
                new float[] {0.6f, 0.48f, 0.64f}, List.of(new float[] {1, 0, 0}, new float[] {0.8f, 0.6f, 0}));

        assertThat(rest).containsExactly(new float[] {0, 0, 1}, TOLERANCE);
        assertThat(Directions.without(rest, List.of())).isEqualTo(rest);
    }

    @Test
    void saysWhenThereIsNone() {
        assertThatThrownBy(() -> Directions.between(new float[][] {{1, 2}}, new float[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no direction: both groups have the same mean");
        assertThatThrownBy(() -> Directions.along(new float[][] {{1, 2}, {3, 4}}, new double[] {5, 5}))
                .hasMessage("there is no direction: all labels are equal");
        assertThatThrownBy(() -> Directions.without(new float[] {1, 0}, new float[] {1, 0}))
                .hasMessage("there is no direction: the directions are the same");
    }

    /** Rows of A = U S with orthogonal U: the Gram matrix has U's columns as eigenvectors, S squared as eigenvalues. */
    @Test
    void principalDirectionsAreTheEigenvectorsOfTheGramMatrix() {
        float[][] weights = new LatentSampler(Prior.NORMAL, 40, 5).samples(12);

        float[][] directions = PrincipalDirections.of(weights);

        double previous = Double.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            double[] image = gramTimes(weights, directions[i]);
            double eigenvalue = dot(image, directions[i]);
            for (int k = 0; k < 12; k++) {
                assertThat(image[k]).isCloseTo(eigenvalue * directions[i][k], within(1e-4));
            }
            assertThat(eigenvalue).isLessThanOrEqualTo(previous);
            previous = eigenvalue;
            for (int j = 0; j <= i; j++) {
                double[] other = new double[12];
                for (int k = 0; k < 12; k++) {
                    other[k] = directions[j][k];
                }
                assertThat(dot(other, directions[i])).isCloseTo(i == j ? 1 : 0, within(1e-5));
            }
        }
    }

    private static double[] gramTimes(float[][] weights, float[] vector) {
        double[] outputs = new double[weights[0].length];
        for (int i = 0; i < vector.length; i++) {
            for (int k = 0; k < outputs.length; k++) {
                outputs[k] += (double) weights[i][k] * vector[i];
            }
        }
        double[] image = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            for (int k = 0; k < outputs.length; k++) {
                image[i] += weights[i][k] * outputs[k];
            }
        }
        return image;
    }

    private static double dot(double[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < b.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
