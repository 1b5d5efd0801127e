package io.github.latentj.inference;

import io.github.latentj.inference.file.InversionSignature;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.FloatTensor;
import io.github.latentj.inference.runtime.Network;
import io.github.latentj.inference.runtime.Progress;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * How far the images of a batch of latents are from one image, and the way downhill. Its buffers are made once and
 * serve every call. One thread at a time.
 */
public final class ImageDistance {
    private final Network network;
    private final Path path;
    private final Progress progress;
    private final int latents;
    private final int latentSize;
    private final FloatBuffer batch;
    private final FloatTensor loss;
    private final FloatTensor gradient;
    private final List<FloatTensor> inputs;

    ImageDistance(
            Network network,
            InversionSignature signature,
            Path path,
            float[] target,
            float[] weight,
            int latents,
            Progress progress) {
        this.network = network;
        this.path = path;
        this.progress = progress;
        this.latents = latents;
        latentSize = signature.spec().latentSize();
        batch = buffer((long) latents * latentSize);
        loss = FloatTensor.of(InversionSignature.LOSS, buffer(latents), latents);
        gradient = FloatTensor.of(
                InversionSignature.GRADIENT, buffer((long) latents * latentSize), signature.latentShape(latents));
        inputs = Arrays.asList(
                FloatTensor.of(InversionSignature.LATENT, batch, signature.latentShape(latents)),
                FloatTensor.of(InversionSignature.TARGET, repeated(target), signature.targetShape(latents)),
                FloatTensor.of(InversionSignature.WEIGHT, repeated(weight), signature.weightShape(latents)));
    }

    private FloatBuffer repeated(float[] values) {
        FloatBuffer buffer = buffer((long) values.length * latents);
        for (int i = 0; i < latents; i++) {
            buffer.put(values);
        }
        return buffer;
    }

    private FloatBuffer buffer(long floats) {
        if (floats * Float.BYTES > Integer.MAX_VALUE) {
            throw new ModelException("one batch of the model needs " + (floats * Float.BYTES >> 20)
                    + " MB, at most 2047 MB: ask for fewer starts: " + path);
        }
        return FloatBuffer.allocate((int) floats);
    }

    /**
     * Compares the images of some latents with the image.
     *
     * @param points float32 [N][latent size]
     * @param losses takes [N]: for each the mean over channels and pixels of {@code weight * (image - target)^2} in
     *     network range
     * @param gradients takes [N][latent size], the derivative of each loss by its latent
     * @throws CancellationException if the user stops it
     * @throws ModelException if the network fails or makes a value that is not a number
     */
    public void compare(float[][] points, float[] losses, float[][] gradients) {
        if (progress.cancelled()) {
            throw new CancellationException("cancelled");
        }
        batch.clear();
        for (float[] point : points) {
            batch.put(point);
        }
        network.run(inputs, Arrays.asList(loss, gradient), progress::cancelled);
        loss.values().get(losses, 0, latents);
        FloatBuffer slopes = gradient.values();
        for (int i = 0; i < latents; i++) {
            slopes.get(gradients[i], 0, latentSize);
            if (Float.isNaN(losses[i]) || Float.isInfinite(losses[i])) {
                throw new ModelException("the model produces values that are not numbers (NaN): " + path);
            }
        }
    }
}
