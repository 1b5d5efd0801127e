package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import org.junit.jupiter.api.Test;

class RandomWalkTest {
    private final float[] start = new LatentSampler(Prior.NORMAL, 100, 1).sample(0);

    @Test
    void stepsAreAsLongAsTheScaledDraws() {
        float[][] walk = new RandomWalk(Prior.NORMAL, 0.1, false).from(start, 50, 1);

        assertThat(walk).hasNumberOfRows(51);
        assertThat(walk[0]).isEqualTo(start);
        float[] draw = new LatentSampler(Prior.NORMAL, 100, 1).sample(3);
        for (int i = 0; i < 100; i++) {
            assertThat(walk[3][i] - walk[2][i]).isCloseTo(0.1f * draw[i], within(1e-6f));
        }
    }

    @Test
    void staysAtTheLengthOfTheStart() {
        float[][] free = new RandomWalk(Prior.NORMAL, 0.5, false).from(start, 200, 1);
        float[][] kept = new RandomWalk(Prior.NORMAL, 0.5, true).from(start, 200, 1);

        assertThat(length(free[200])).isGreaterThan(3 * length(start));
        assertThat(length(kept[200])).isCloseTo(length(start), within(1e-4));
    }

    @Test
    void staysInsideTheCubeOfAUniformPrior() {
        float[][] walk =
                new RandomWalk(Prior.UNIFORM, 2, true).from(new LatentSampler(Prior.UNIFORM, 100, 1).sample(0), 200, 1);

        for (float[] latent : walk) {
            for (float component : latent) {
                assertThat(component).isBetween(-1f, 1f);
            }
        }
        assertThat(walk[200]).isNotEqualTo(walk[199]);
    }

    @Test
    void sameSeedWalksTheSameWay() {
        RandomWalk walk = new RandomWalk(Prior.NORMAL, 0.1, true);

        assertThat(walk.from(start, 5, 9)[5]).isEqualTo(walk.from(start, 20, 9)[5]);
        assertThat(walk.from(start, 5, 9)[5]).isNotEqualTo(walk.from(start, 5, 10)[5]);
    }

    private static double length(float[] latent) {
        double squares = 0;
        for (float component : latent) {
            squares += (double) component * component;
        }
        return Math.sqrt(squares);
    }
}
