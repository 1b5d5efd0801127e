package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class InterpolationTest {
    private static final Offset<Float> TOLERANCE = within(1e-6f);

    @Test
    void linearGoesStraight() {
        float[] middle = Interpolation.LINEAR.between(new float[] {0, 2}, new float[] {4, -2}, 0.25);

        assertThat(middle).containsExactly(new float[] {1, 1}, TOLERANCE);
    }

    @Test
    void sphericalTurnsByEqualAngles() {
        float[] third = Interpolation.SPHERICAL.between(new float[] {1, 0}, new float[] {0, 1}, 1 / 3.0);

        assertThat(third)
                .containsExactly(new float[] {(float) Math.cos(Math.PI / 6), (float) Math.sin(Math.PI / 6)}, TOLERANCE);
    }

    @Test
    void bothBeginAndEndAtThePoints() {
        LatentSampler sampler = new LatentSampler(Prior.NORMAL, 100, 4);
        for (Interpolation way : Interpolation.values()) {
            assertThat(way.between(sampler.sample(0), sampler.sample(1), 0)).isEqualTo(sampler.sample(0));
            assertThat(way.between(sampler.sample(0), sampler.sample(1), 1))
                    .containsExactly(sampler.sample(1), TOLERANCE);
        }
    }

    @Test
    void parallelAndOppositeVectorsGiveNumbers() {
        float[] one = {1, 2, 3};
        float[] twice = {2, 4, 6};
        float[] opposite = {-1, -2, -3};

        assertThat(Interpolation.SPHERICAL.between(one, twice, 0.5))
                .containsExactly(new float[] {1.5f, 3, 4.5f}, TOLERANCE);
        assertThat(Interpolation.SPHERICAL.between(one, opposite, 0.5))
                .containsExactly(new float[] {0, 0, 0}, TOLERANCE);
        assertThat(Interpolation.SPHERICAL.between(new float[3], one, 1)).isEqualTo(one);
    }

    @Test
    void normalPriorTurnsAndUniformPriorGoesStraight() {
        assertThat(Interpolation.naturalFor(Prior.NORMAL)).isEqualTo(Interpolation.SPHERICAL);
        assertThat(Interpolation.naturalFor(Prior.UNIFORM)).isEqualTo(Interpolation.LINEAR);
    }
}
