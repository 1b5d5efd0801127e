package io.github.latentj.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatentSamplerTest {
    @Test
    void drawsTheNumbersOfContractVersion1() {
        assertThat(new LatentSampler(Prior.NORMAL, 3, 7).sample(0)).containsExactly(GOLDEN_NORMAL);
        assertThat(new LatentSampler(Prior.UNIFORM, 3, 7).sample(2)).containsExactly(GOLDEN_UNIFORM);
    }

    /** From an implementation in Python, written from the documentation of LatentSampler and java.util.Random. */
    private static final float[] GOLDEN_NORMAL = {0.7010155f, 0.45897534f, -0.11411081f};

    private static final float[] GOLDEN_UNIFORM = {-0.64930034f, -0.47411987f, -0.13382122f};

    @Test
    void longerSeriesBeginsWithTheShorterOne() {
        LatentSampler sampler = new LatentSampler(Prior.NORMAL, 10, -1);
        float[][] five = sampler.samples(5);
        float[][] nine = sampler.samples(9);
        for (int i = 0; i < 5; i++) {
            assertThat(nine[i]).containsExactly(five[i]);
        }
    }

    @Test
    void followsThePriorsMeanAndSpread() {
        assertMoments(Prior.NORMAL, 1);
        assertMoments(Prior.UNIFORM, 1 / Math.sqrt(3));
    }

    private static void assertMoments(Prior prior, double spread) {
        int count = 20_000;
        int size = 5;
        double[] sum = new double[size];
        double[] squares = new double[size];
        for (float[] latent : new LatentSampler(prior, size, 3).samples(count)) {
            for (int i = 0; i < size; i++) {
                sum[i] += latent[i];
                squares[i] += (double) latent[i] * latent[i];
            }
        }
        for (int i = 0; i < size; i++) {
            // five standard errors
            assertThat(sum[i] / count).isCloseTo(0, within(5 * spread / Math.sqrt(count)));
            assertThat(Math.sqrt(squares[i] / count)).isCloseTo(spread, within(5 * spread / Math.sqrt(count)));
        }
    }
}
