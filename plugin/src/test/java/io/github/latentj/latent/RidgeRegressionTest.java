package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {
    private static final int SIZE = 12;

    private final float[][] latents = new LatentSampler(Prior.NORMAL, SIZE, 1).samples(600);

    /** With a signal of variance 25 and noise of variance s, a share 25 / (25 + s) can be predicted. */
    @Test
    void tellsTheShareOfVarianceThatCanBePredicted() {
        for (double noise : new double[] {0, 5, 10}) {
            RidgeRegression regression = RidgeRegression.fit(latents, values(noise), 7);

            assertThat(regression.r2()).isCloseTo(25 / (25 + noise * noise), within(0.04));
            assertThat((double) regression.direction()[4]).isCloseTo(0.6, within(0.1));
            assertThat((double) regression.direction()[7]).isCloseTo(-0.8, within(0.1));
        }
    }

    @Test
    void predictsNothingFromNoise() {
        double[] noise = new double[latents.length];
        float[][] other = new LatentSampler(Prior.NORMAL, 1, 9).samples(latents.length);
        Arrays.setAll(noise, i -> other[i][0]);

        RidgeRegression regression = RidgeRegression.fit(latents, noise, 7);

        assertThat(regression.r2()).isBetween(-0.05, 0.03);
        assertThat(regression.penalty())
                .isGreaterThan(RidgeRegression.fit(latents, values(0), 7).penalty());
    }

    /** (X'X + penalty tr(X'X)/d I) w = X'y with centred X and y, written out without sums kept from before. */
    @Test
    void slopeSolvesTheNormalEquations() {
        double[] values = values(10);
        RidgeRegression regression = RidgeRegression.fit(latents, values, 7);

        double mean = Arrays.stream(values).average().orElseThrow();
        double[] centre = new double[SIZE];
        for (float[] latent : latents) {
            for (int i = 0; i < SIZE; i++) {
                centre[i] += latent[i] / (double) latents.length;
            }
        }
        double[] left = new double[SIZE];
        double[] right = new double[SIZE];
        double trace = 0;
        for (int n = 0; n < latents.length; n++) {
            double predicted = 0;
            for (int i = 0; i < SIZE; i++) {
                predicted += regression.slope()[i] * (latents[n][i] - centre[i]);
            }
            for (int i = 0; i < SIZE; i++) {
                double x = latents[n][i] - centre[i];
                left[i] += x * predicted;
                right[i] += x * (values[n] - mean);
                trace += x * x;
            }
        }
        for (int i = 0; i < SIZE; i++) {
            left[i] += regression.penalty() * trace / SIZE * regression.slope()[i];
            assertThat(left[i]).isCloseTo(right[i], within(1e-6 * trace));
        }
    }

    @Test
    void sameSeedGivesTheSameFolds() {
        double[] values = values(10);

        assertThat(RidgeRegression.fit(latents, values, 7).predictions())
                .isEqualTo(RidgeRegression.fit(latents, values, 7).predictions())
                .isNotEqualTo(RidgeRegression.fit(latents, values, 8).predictions());
    }

    @Test
    void refusesWhatHasNoDirection() {
        assertThatThrownBy(() -> RidgeRegression.fit(latents, new double[600], 7))
                .hasMessage("there is no direction: all values are equal");
        assertThatThrownBy(() -> RidgeRegression.fit(Arrays.copyOf(latents, 19), new double[19], 7))
                .hasMessage("a regression needs at least 20 measured images, found 19");
    }

    /** 3 z4 - 4 z7, of variance 25, and noise. */
    private double[] values(double noise) {
        float[][] draws = new LatentSampler(Prior.NORMAL, 1, 2).samples(latents.length);
        double[] values = new double[latents.length];
        Arrays.setAll(values, i -> 3 * latents[i][4] - 4 * latents[i][7] + 100 + noise * draws[i][0]);
        return values;
    }
}
