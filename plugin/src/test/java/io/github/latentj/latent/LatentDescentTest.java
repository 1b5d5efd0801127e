package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.latent.LatentDescent.Descended;
import io.github.latentj.latent.LatentDescent.Landscape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatentDescentTest {
    private static final int SIZE = 20;

    /** A bowl ten thousand times as steep in the last direction as in the first, lowest at {@code bottom(i)}. */
    private static final Landscape BOWL = (latents, values, gradients) -> {
        for (int n = 0; n < latents.length; n++) {
            double sum = 0;
            for (int i = 0; i < SIZE; i++) {
                double steepness = Math.pow(10_000, i / (SIZE - 1.0));
                double away = latents[n][i] - bottom(i);
                sum += steepness * away * away / 2;
                gradients[n][i] = (float) (steepness * away);
            }
            values[n] = (float) sum;
        }
    };

    private static double bottom(int i) {
        return 2 * Math.sin(i + 1.0);
    }

    /** Rosenbrock's valley: lowest, 0, at (1, 1). */
    private static final Landscape VALLEY = (latents, values, gradients) -> {
        for (int n = 0; n < latents.length; n++) {
            double x = latents[n][0];
            double y = latents[n][1];
            values[n] = (float) ((1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x));
            gradients[n][0] = (float) (-2 * (1 - x) - 400 * x * (y - x * x));
            gradients[n][1] = (float) (200 * (y - x * x));
        }
    };

    @Test
    void findsTheBottomOfASteepBowl() {
        Descended found = descend(Prior.NORMAL, BOWL, new LatentSampler(Prior.NORMAL, SIZE, 1).samples(3), 300);

        for (float[] latent : found.latents()) {
            for (int i = 0; i < SIZE; i++) {
                assertThat((double) latent[i]).isCloseTo(bottom(i), within(2e-2));
            }
        }
    }

    @Test
    void followsABentValley() {
        Descended found = descend(Prior.NORMAL, VALLEY, new float[][] {{-1.2f, 1}}, 200);

        assertThat(found.latents()[0][0]).isCloseTo(1, within(1e-2f));
        assertThat(found.latents()[0][1]).isCloseTo(1, within(2e-2f));
    }

    @Test
    void aUniformPriorsLatentsEndAtTheWallOfTheirBox() {
        Descended found = descend(Prior.UNIFORM, BOWL, new LatentSampler(Prior.UNIFORM, SIZE, 1).samples(3), 300);

        float[] nearest = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            nearest[i] = (float) Math.max(-1, Math.min(1, bottom(i)));
        }
        double lowest = bowl(nearest);
        for (float[] latent : found.latents()) {
            assertThat(bowl(latent)).isBetween(lowest, 1.001 * lowest);
            for (int i = 0; i < SIZE; i++) {
                assertThat(latent[i]).isBetween(-1f, 1f);
                if (Math.abs(nearest[i]) == 1) {
                    assertThat(latent[i]).isEqualTo(nearest[i]);
                }
            }
        }
    }

    @Test
    void pathsDoNotInfluenceEachOther() {
        float[][] starts = new LatentSampler(Prior.NORMAL, SIZE, 2).samples(4);

        Descended together = descend(Prior.NORMAL, BOWL, starts, 50);

        for (int i = 0; i < starts.length; i++) {
            Descended alone = descend(Prior.NORMAL, BOWL, new float[][] {starts[i]}, 50);
            assertThat(alone.latents()[0]).isEqualTo(together.latents()[i]);
        }
        assertThat(starts).isDeepEqualTo(new LatentSampler(Prior.NORMAL, SIZE, 2).samples(4));
    }

    @Test
    void endsWhenNothingMoreIsGainedAndTheSmallestValueOnlyFalls() {
        List<Double> smallest = new ArrayList<>();

        new LatentDescent(Prior.NORMAL, 0, 5_000)
                .run(new LatentSampler(Prior.NORMAL, SIZE, 1).samples(2), BOWL, (step, value) -> smallest.add(value));

        assertThat(smallest).hasSizeLessThan(2_000);
        for (int i = 1; i < smallest.size(); i++) {
            assertThat(smallest.get(i)).isLessThanOrEqualTo(smallest.get(i - 1));
        }
    }

    @Test
    void theLowestPathWins() {
        float[] bottom = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bottom[i] = (float) bottom(i);
        }
        float[][] starts = new LatentSampler(Prior.NORMAL, SIZE, 3).samples(3);
        starts[1] = bottom;

        assertThat(descend(Prior.NORMAL, BOWL, starts, 2).best()).isEqualTo(1);
    }

    private static double bowl(float[] latent) {
        float[] value = new float[1];
        BOWL.at(new float[][] {latent}, value, new float[1][SIZE]);
        return value[0];
    }

    private static Descended descend(Prior prior, Landscape landscape, float[][] starts, int steps) {
        return new LatentDescent(prior, 0, steps).run(starts, landscape, (step, smallest) -> {});
    }
}
