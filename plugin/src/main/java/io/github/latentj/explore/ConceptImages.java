package io.github.latentj.explore;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.runtime.Progress;
import java.util.Arrays;

/** What stands for a concept: the mean of its latents, the mean of their images, and the first images to look at. */
final class ConceptImages {
    /** So many images of a concept are shown; all count in its means. */
    static final int MOST_SHOWN = 9;

    private final float[][] members;
    private final Object[][] shown;
    private final float[] latent;
    private final float[] pixels;

    /**
     * @param members float32 [N][latent size]
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it
     */
    ConceptImages(float[][] members, GeneratorModel model, Progress progress) {
        this.members = members;
        shown = new Object[Math.min(MOST_SHOWN, members.length)][];
        PixelPlanes planes = new PixelPlanes(model.spec());
        Sum images = new Sum(
                model.spec().channels() * model.spec().height() * model.spec().width());
        model.generate(
                members,
                (index, image) -> {
                    images.add(image);
                    if (index < shown.length) {
                        shown[index] = planes.of(image);
                    }
                },
                progress);
        pixels = images.mean();
        Sum latents = new Sum(members[0].length);
        Arrays.stream(members).forEach(latents::add);
        latent = latents.mean();
    }

    /** How many images the concept is the mean of. */
    int count() {
        return members.length;
    }

    /** How many of them are shown, the first. */
    int shown() {
        return shown.length;
    }

    /** One array for each channel. */
    Object[] planes(int image) {
        return shown[image];
    }

    /** float32 [latent size]. */
    float[] member(int image) {
        return members[image];
    }

    /** The mean latent, float32 [latent size]. */
    float[] latent() {
        return latent;
    }

    /** The mean image, float32 [C * H * W] in network range. */
    float[] pixels() {
        return pixels;
    }

    private static final class Sum {
        private final double[] sum;
        private int count;

        Sum(int size) {
            sum = new double[size];
        }

        void add(float[] vector) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
            count++;
        }

        float[] mean() {
            float[] mean = new float[sum.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (sum[i] / count);
            }
            return mean;
        }
    }
}
