package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import org.junit.jupiter.api.Test;

class PriorPullTest {
    @Test
    void costsNothingOnTheShellAndMoreTowardsTheCentreAndOutside() {
        assertThat(penalty(Math.sqrt(99))).isCloseTo(0, within(1e-9));
        // (r^2 - 99 - 99 ln(r^2 / 99)) / 200 for r = 5 and r = 20
        assertThat(penalty(5)).isCloseTo((25 - 99 - 99 * Math.log(25 / 99.0)) / 200, within(1e-6));
        assertThat(penalty(20)).isCloseTo((400 - 99 - 99 * Math.log(400 / 99.0)) / 200, within(1e-6));
    }

    private static double penalty(double length) {
        float[] latent = new float[100];
        latent[3] = (float) length;
        return new PriorPull(Prior.NORMAL, 1).addTo(new float[100], latent);
    }

    @Test
    void itsGradientIsThatOfThePenalty() {
        PriorPull pull = new PriorPull(Prior.NORMAL, 7);
        float[] latent = new LatentSampler(Prior.NORMAL, 12, 5).sample(0);
        float[] gradient = new float[12];
        pull.addTo(gradient, latent);

        for (int i = 0; i < latent.length; i++) {
            float[] up = latent.clone();
            up[i] += 1e-2f;
            float[] down = latent.clone();
            down[i] -= 1e-2f;
            double slope = (pull.addTo(new float[12], up) - pull.addTo(new float[12], down)) / (up[i] - down[i]);
            assertThat((double) gradient[i]).isCloseTo(slope, within(1e-3));
        }
    }

    @Test
    void leavesUniformPriorsAndZeroStrengthAlone() {
        float[] gradient = {1, 2};

        assertThat(new PriorPull(Prior.UNIFORM, 5).addTo(gradient, new float[] {9, 9}))
                .isZero();
        assertThat(new PriorPull(Prior.NORMAL, 0).addTo(gradient, new float[] {9, 9}))
                .isZero();
        assertThat(gradient).containsExactly(1, 2);
    }

    @Test
    void typicalLengthIsThatOfDraws() {
        for (Prior prior : Prior.values()) {
            double squares = 0;
            for (float[] draw : new LatentSampler(prior, 100, 1).samples(1_000)) {
                squares += Math.pow(PriorPull.length(draw), 2) / 1_000;
            }
            assertThat(PriorPull.typicalLength(prior, 100)).isCloseTo(Math.sqrt(squares), within(0.05));
        }
    }

    @Test
    void nextToNoDrawIsUntypical() {
        for (float[] draw : new LatentSampler(Prior.NORMAL, 100, 1).samples(1_000)) {
            assertThat(PriorPull.isUntypical(Prior.NORMAL, 100, PriorPull.length(draw)))
                    .isFalse();
        }
        assertThat(PriorPull.isUntypical(Prior.NORMAL, 100, 13)).isTrue();
        assertThat(PriorPull.isUntypical(Prior.UNIFORM, 100, 9)).isFalse();
    }
}
