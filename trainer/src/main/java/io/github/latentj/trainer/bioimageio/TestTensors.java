package io.github.latentj.trainer.bioimageio;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.trainer.export.ExportedGenerator;

/**
 * One latent and the image that ONNX Runtime makes of it, by which others check their installation.
 *
 * @param latent float32 [1, latent] or [1, latent, 1, 1]
 * @param image float32 [1, C, H, W] in image units
 */
record TestTensors(float[] latent, long[] latentShape, float[] image, long[] imageShape) {
    static final long SEED = 1;

    static TestTensors of(ExportedGenerator generator) {
        GeneratorSpec spec = generator.spec();
        long[] sample = generator.latentShape();
        long[] latentShape = new long[sample.length + 1];
        latentShape[0] = 1;
        System.arraycopy(sample, 0, latentShape, 1, sample.length);
        float[] image = generator.generate(SEED, 0, 1);
        IntensityMap map = spec.intensityMap();
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) map.toImage(image[i]);
        }
        return new TestTensors(
                new LatentSampler(spec.prior(), spec.latentSize(), SEED).sample(0), latentShape, image, new long[] {
                    1, spec.channels(), spec.height(), spec.width()
                });
    }

    byte[] latentFile() {
        return NumpyFile.float32(latent, latentShape);
    }

    byte[] imageFile() {
        return NumpyFile.float32(image, imageShape);
    }

    /** Largest value of the image. */
    double imageMaximum() {
        double maximum = Double.NEGATIVE_INFINITY;
        for (float value : image) {
            maximum = Math.max(maximum, value);
        }
        return maximum;
    }

    /** False if all values are so near to 0 that BioImage.IO does not take them for a test. */
    boolean largeEnough() {
        for (float value : image) {
            if (Math.abs(value) >= 1e-4) {
                return true;
            }
        }
        return false;
    }
}
