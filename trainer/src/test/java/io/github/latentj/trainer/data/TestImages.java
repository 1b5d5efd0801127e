package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;
import java.util.Random;

/** Image sets for tests that do not care what is in them. */
public final class TestImages {
    private TestImages() {}

    public static ImageSet random(int count, int size, int channels, IntensityMap map) {
        Random random = new Random(count);
        float[][] pixels = new float[count][channels * size * size];
        for (float[] image : pixels) {
            for (int i = 0; i < image.length; i++) {
                image[i] = 2 * random.nextFloat() - 1;
            }
        }
        return new ImageSet(size, channels, map, pixels);
    }
}
