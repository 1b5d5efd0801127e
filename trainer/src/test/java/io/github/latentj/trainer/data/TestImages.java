package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Image sets for tests that do not care what is in them. */
public final class TestImages {
    private TestImages() {}

    public static ImageSet random(int count, int size, int channels, IntensityMap map) {
        Random random = new Random(count);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] image = new float[channels * size * size];
            for (int p = 0; p < image.length; p++) {
                image[p] = (float) map.toImage(2 * random.nextFloat() - 1);
            }
            images.add(image);
        }
        return new ImageSet(size, channels, map, images);
    }
}
