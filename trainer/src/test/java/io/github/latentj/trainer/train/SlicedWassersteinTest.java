package io.github.latentj.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SlicedWassersteinTest {
    private static final int COUNT = 50;
    private static final int PIXELS = 100;

    private static float[] normal(long seed, float mean, float spread) {
        Random random = new Random(seed);
        float[] images = new float[COUNT * PIXELS];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) (mean + spread * random.nextGaussian());
        }
        return images;
    }

    @Test
    void sameImagesInAnotherOrderAreAtNoDistance() {
        float[] images = normal(1, 0, 1);
        float[] turned = new float[images.length];
        for (int i = 0; i < COUNT; i++) {
            System.arraycopy(images, i * PIXELS, turned, (COUNT - 1 - i) * PIXELS, PIXELS);
        }
        assertThat(SlicedWasserstein.distance(images, turned, COUNT)).isCloseTo(0, within(1e-9));
    }

    /** One pixel has one direction, along which the distance of two normals of equal spread is that of their means. */
    @Test
    void shiftOfOnePixelIsItsOwnDistance() {
        float[] images = {1, 5, 2};
        float[] shifted = {8, 4, 5};
        assertThat(SlicedWasserstein.distance(images, shifted, 3)).isCloseTo(3, within(1e-6));
    }

    @Test
    void growsWithTheDifferenceOfTheDistributions() {
        double near = SlicedWasserstein.distance(normal(1, 0, 1), normal(2, 0, 1), COUNT);
        double far = SlicedWasserstein.distance(normal(1, 0, 1), normal(2, 0.5f, 1), COUNT);
        double alike = SlicedWasserstein.distance(normal(1, 0, 1), normal(2, 0, 0.1f), COUNT);
        assertThat(far).isGreaterThan(1.3 * near);
        assertThat(alike).isGreaterThan(2 * near);
    }
}
