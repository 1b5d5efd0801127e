package io.github.latentj.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.data.Augmentation;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nearest images, orientations, walks and their jumps. */
class CopiesAndWalksTest {
    private static Vectors images(long seed, int count, int side) {
        Random random = new Random(seed);
        float[] values = new float[count * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return Vectors.of(values, count);
    }

    @Test
    void nearestAreThoseOfLookingAtEveryOne() {
        Vectors set = images(1, 90, 6);
        Vectors queries = images(2, 5, 6);
        Nearest nearest = new Nearest(queries, 1, 3);
        nearest.look(set.rows(0, 50), 0, null);
        nearest.look(set.rows(50, 40), 50, null);
        for (int q = 0; q < 5; q++) {
            int query = q;
            Integer[] order = new Integer[90];
            Arrays.setAll(order, i -> i);
            Arrays.sort(
                    order,
                    (a, b) -> Double.compare(
                            queries.squaredDistance(query, set, a), queries.squaredDistance(query, set, b)));
            assertThat(nearest.of(q)).extracting(Nearest.Match::index).containsExactly(order[0], order[1], order[2]);
            assertThat(nearest.distances()[q]).isEqualTo(Math.sqrt(queries.squaredDistance(query, set, order[0]) / 36));
        }
    }

    @Test
    void anImageIsNotItsOwnNearest() {
        Vectors set = images(3, 10, 4);
        Nearest nearest = new Nearest(set.rows(0, 3), 1, 1);
        nearest.look(set, 0, new int[] {0, 1, 2});
        for (int i = 0; i < 3; i++) {
            assertThat(nearest.of(i).get(0).index()).isNotEqualTo(i);
            assertThat(nearest.of(i).get(0).squaredDistance()).isPositive();
        }
    }

    @Test
    void turnedAndMirroredCopyIsFoundWhereTrainingTurnedAndMirrored() {
        Orientations all = new Orientations(new Augmentation(true, true, 0), 1, 5);
        assertThat(all.count()).isEqualTo(8);
        assertThat(new Orientations(new Augmentation(true, false, 0), 1, 5).count())
                .isEqualTo(4);
        assertThat(new Orientations(new Augmentation(false, true, 0), 1, 5).count())
                .isEqualTo(4);
        assertThat(new Orientations(Augmentation.NONE, 1, 5).count()).isEqualTo(1);

        Vectors set = images(4, 20, 5);
        for (int way = 0; way < 8; way++) {
            Vectors copy = all.all(set.rows(7)).rows(way);
            Nearest nearest = new Nearest(all.all(copy), 8, 1);
            nearest.look(set, 0, null);
            assertThat(nearest.of(0)).containsExactly(new Nearest.Match(7, 0));
        }
    }

    @Test
    void wayBetweenNormalLatentsIsTheArcAndBetweenUniformOnesTheLine() {
        float[] a = {2, 0};
        float[] b = {0, 2};
        float[] third = LatentLine.between(Prior.NORMAL, a, b, 1 / 3.0);
        assertThat((double) third[0]).isCloseTo(2 * Math.cos(Math.PI / 6), within(1e-6));
        assertThat((double) third[1]).isCloseTo(2 * Math.sin(Math.PI / 6), within(1e-6));
        assertThat(LatentLine.between(Prior.UNIFORM, a, b, 0.25)).containsExactly(1.5f, 0.5f);
        assertThat(LatentLine.between(Prior.NORMAL, a, a, 0.5)).containsExactly(2, 0);
        assertThat(LatentLine.between(Prior.NORMAL, a, new float[] {-2, 0}, 0.5))
                .containsExactly(0, 0);
    }

    @Test
    void crossFadeHasEvenStepsAndASwitchIsAJump() {
        Vectors ends = images(5, 2, 8);
        int count = 11;
        float[] fade = new float[count * 64];
        float[] jumping = new float[count * 64];
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < 64; p++) {
                float share = i / (count - 1f);
                fade[i * 64 + p] = (1 - share) * ends.values()[p] + share * ends.values()[64 + p];
                jumping[i * 64 + p] = ends.values()[(i < 6 ? 0 : 64) + p] + 0.01f * i;
            }
        }
        Chain even = Chain.of(Vectors.of(fade, count));
        assertThat(even.largest()).isCloseTo(1, within(1e-3));
        assertThat(even.jumps()).isZero();
        assertThat(Arrays.stream(even.steps()).sum()).isCloseTo(even.ends(), within(1e-5));
        double ends0 = Math.sqrt(ends.squaredDistance(0, ends, 1) / 64) / 2;
        assertThat(even.ends()).as("share of the range of 2").isCloseTo(ends0, within(1e-9));

        Chain jump = Chain.of(Vectors.of(jumping, count));
        assertThat(jump.jumps()).isEqualTo(1);
        assertThat(jump.largest()).isGreaterThan(20);
        assertThat(Chain.of(Vectors.of(new float[count * 64], count)).largest()).isEqualTo(1);
    }
}
