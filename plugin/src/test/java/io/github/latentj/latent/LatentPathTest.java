package io.github.latentj.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatentPathTest {
    private static final float[] A = {0, 0};
    private static final float[] B = {4, 0};
    private static final float[] C = {0, 8};

    @Test
    void eachRowOfAChainOrLoopBeginsWithAPointUnlessThatLooksOdd() {
        assertThat(LatentPath.CHAIN.columns(4, 10)).isEqualTo(10);
        assertThat(LatentPath.CHAIN.columns(2, 10)).as("one row").isEqualTo(11);
        assertThat(LatentPath.LOOP.columns(10, 10)).isEqualTo(10);
        assertThat(LatentPath.LOOP.columns(3, 100)).isZero();
        assertThat(LatentPath.CHAIN.columns(40, 1)).isZero();
        assertThat(LatentPath.CHAIN.isTable()).isFalse();
        assertThat(LatentPath.GRID.isTable()).isTrue();
    }

    @Test
    void chainHoldsAllPointsAndTheStepsBetween() {
        float[][] chain = LatentPath.CHAIN.through(new float[][] {A, B, C}, 2, Interpolation.LINEAR);

        assertThat(chain).isDeepEqualTo(new float[][] {{0, 0}, {2, 0}, {4, 0}, {2, 4}, {0, 8}});
    }

    @Test
    void loopComesBackWithoutRepeatingTheStart() {
        float[][] loop = LatentPath.LOOP.through(new float[][] {A, B}, 2, Interpolation.LINEAR);

        assertThat(loop).isDeepEqualTo(new float[][] {{0, 0}, {2, 0}, {4, 0}, {2, 0}});
    }

    @Test
    void gridHasItsCornersInReadingOrder() {
        float[][] grid = LatentPath.GRID.through(new float[][] {A, B, C, {4, 8}}, 2, Interpolation.LINEAR);

        assertThat(grid)
                .isDeepEqualTo(new float[][] {{0, 0}, {2, 0}, {4, 0}, {0, 4}, {2, 4}, {4, 4}, {0, 8}, {2, 8}, {4, 8}});
    }

    @Test
    void fourthCornerOfJDiagramFollowsByAnalogy() {
        float[][] diagram = LatentPath.J_DIAGRAM.through(new float[][] {A, B, C}, 1, Interpolation.LINEAR);

        assertThat(diagram).isDeepEqualTo(new float[][] {{0, 0}, {4, 0}, {0, 8}, {4, 8}});
    }

    @Test
    void countsAreRight() {
        float[][] points = {A, B, C, {4, 8}};
        for (LatentPath path : LatentPath.values()) {
            float[][] fitting = java.util.Arrays.copyOf(points, Math.min(4, path.mostPoints()));
            assertThat(path.through(fitting, 3, Interpolation.LINEAR))
                    .hasNumberOfRows((int) path.count(fitting.length, 3));
        }
    }

    @Test
    void refusesTooFewPoints() {
        assertThatThrownBy(() -> LatentPath.GRID.through(new float[][] {A, B}, 2, Interpolation.LINEAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this path takes 4 to 4 points and at least 1 step, found 2 points and 2 steps");
    }
}
