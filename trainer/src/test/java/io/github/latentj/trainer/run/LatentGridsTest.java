package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatentGridsTest {
    private static final int SIZE = 20;

    private static float[] latent(float[] latents, int index) {
        return Arrays.copyOfRange(latents, index * SIZE, (index + 1) * SIZE);
    }

    private static double norm(float[] latent) {
        double squares = 0;
        for (float value : latent) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    @ParameterizedTest
    @EnumSource(Prior.class)
    void walksBeginAndEndAtRandomLatents(Prior prior) {
        float[] random = new LatentSampler(prior, SIZE, 3).batch(0, 64);
        float[] walk = new LatentGrids(prior, SIZE, 3).walk();
        for (int row = 0; row < 8; row++) {
            assertThat(latent(walk, 8 * row)).containsExactly(latent(random, 2 * row), within(1e-5f));
            assertThat(latent(walk, 8 * row + 7)).containsExactly(latent(random, 2 * row + 1), within(1e-5f));
        }
    }

    @Test
    void stepsOfANormalWalkAreNeverMuchShorterThanItsEnds() {
        float[] walk = new LatentGrids(Prior.NORMAL, SIZE, 3).walk();
        for (int i = 0; i < 64; i++) {
            double shortest = Math.min(norm(latent(walk, i / 8 * 8)), norm(latent(walk, i / 8 * 8 + 7)));
            assertThat(norm(latent(walk, i))).isGreaterThan(0.95 * shortest);
        }
    }

    @Test
    void arithmeticIsTheSumInTheLengthOfTheLastOrWithinTheCube() {
        float[] normal = new LatentGrids(Prior.NORMAL, SIZE, 3).arithmetic();
        float[] uniform = new LatentGrids(Prior.UNIFORM, SIZE, 3).arithmetic();
        for (int d = 3; d < 64; d += 4) {
            assertThat(norm(latent(normal, d))).isCloseTo(norm(latent(normal, d - 1)), within(1e-5));
            double scale = Double.NaN;
            for (int c = 0; c < SIZE; c++) {
                float sum = normal[(d - 3) * SIZE + c] - normal[(d - 2) * SIZE + c] + normal[(d - 1) * SIZE + c];
                scale = c == 0 ? normal[d * SIZE] / sum : scale;
                assertThat((double) normal[d * SIZE + c]).isCloseTo(scale * sum, within(1e-4));
                float raw = uniform[(d - 3) * SIZE + c] - uniform[(d - 2) * SIZE + c] + uniform[(d - 1) * SIZE + c];
                assertThat(uniform[d * SIZE + c]).isEqualTo(Math.max(-1, Math.min(1, raw)));
            }
        }
    }
}
