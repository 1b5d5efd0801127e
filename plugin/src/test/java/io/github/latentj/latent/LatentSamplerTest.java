package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.Prior;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatentSamplerTest {
    @Test
    void latentDependsOnSeedAndIndexAlone() {
        LatentSampler sampler = new LatentSampler(Prior.NORMAL, 100, 7);

        float[][] few = sampler.samples(3);
        float[][] many = new LatentSampler(Prior.NORMAL, 100, 7).samples(50);

        assertThat(few[2]).isEqualTo(many[2]).isEqualTo(sampler.sample(2));
        assertThat(many[3]).isNotEqualTo(many[2]);
        assertThat(new LatentSampler(Prior.NORMAL, 100, 8).sample(2)).isNotEqualTo(many[2]);
    }

    /** SplittableRandom is Java's SplitMix64 with this gamma: an independent source of the stream of seeds. */
    @Test
    void followsTheDocumentedAlgorithm() {
        java.util.SplittableRandom splitMix = new java.util.SplittableRandom(42);
        splitMix.nextLong();
        Random second = new Random(splitMix.nextLong());

        float[] normal = new LatentSampler(Prior.NORMAL, 2, 42).sample(1);
        float[] uniform = new LatentSampler(Prior.UNIFORM, 1, 42).sample(0);

        assertThat(normal).containsExactly((float) second.nextGaussian(), (float) second.nextGaussian());
        Random first = new Random(new java.util.SplittableRandom(42).nextLong());
        assertThat(uniform).containsExactly((float) (2 * first.nextDouble() - 1));
    }

    @Test
    void normalLatentsHaveMeanZeroAndDeviationOne() {
        double[] moments = moments(new LatentSampler(Prior.NORMAL, 100, 1).samples(1000));

        assertThat(moments[0]).isCloseTo(0, within(0.01));
        assertThat(moments[1]).isCloseTo(1, within(0.01));
    }

    @Test
    void uniformLatentsFillMinusOneToOne() {
        float[][] latents = new LatentSampler(Prior.UNIFORM, 100, 1).samples(1000);

        assertThat(moments(latents)[0]).isCloseTo(0, within(0.01));
        assertThat(moments(latents)[1]).isCloseTo(Math.sqrt(1 / 3.0), within(0.01));
        for (float[] latent : latents) {
            for (float component : latent) {
                assertThat(component).isBetween(-1f, 1f);
            }
        }
    }

    @Test
    void refusesLatentSizeZero() {
        assertThatThrownBy(() -> new LatentSampler(Prior.NORMAL, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latent size must be at least 1, found 0");
    }

    private static double[] moments(float[][] latents) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (float[] latent : latents) {
            for (float component : latent) {
                sum += component;
                squares += component * component;
                count++;
            }
        }
        double mean = sum / count;
        return new double[] {mean, Math.sqrt(squares / count - mean * mean)};
    }
}
