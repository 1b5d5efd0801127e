package io.github.latentj.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * How far the images of a batch of latents are from one image, and the way downhill. Its buffers are made once and
 * serve every call. One thread at a time.
 */
public final class ImageDistance implements AutoCloseable {
    private final OrtSession session;
    private final Path path;
    private final Progress progress;
    private final int latents;
    private final int latentSize;
    private final FloatBuffer inputs;
    private final FloatBuffer lossValues;
    private final FloatBuffer gradientValues;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Map<String, OnnxTensor> given = new HashMap<>();
    private final Map<String, OnnxTensor> filled = new HashMap<>();
    private final RunWatch watch;

    ImageDistance(
            OrtSession session,
            InversionSignature signature,
            Path path,
            float[] target,
            float[] weight,
            int latents,
            Progress progress)
            throws OrtException {
        this.session = session;
        this.path = path;
        this.progress = progress;
        this.latents = latents;
        latentSize = signature.spec().latentSize();
        inputs = direct((long) latents * latentSize, path);
        lossValues = direct(latents, path);
        gradientValues = direct((long) latents * latentSize, path);
        try {
            given.put(InversionSignature.LATENT, tensor(inputs, signature.latentShape(latents)));
            given.put(
                    InversionSignature.TARGET, tensor(repeated(target, latents, path), signature.targetShape(latents)));
            given.put(
                    InversionSignature.WEIGHT, tensor(repeated(weight, latents, path), signature.weightShape(latents)));
            filled.put(InversionSignature.LOSS, tensor(lossValues, new long[] {latents}));
            filled.put(InversionSignature.GRADIENT, tensor(gradientValues, signature.latentShape(latents)));
            watch = new RunWatch(progress::cancelled);
            owned.push(watch);
        } catch (OrtException refused) {
            close();
            throw refused;
        }
    }

    private OnnxTensor tensor(FloatBuffer values, long[] shape) throws OrtException {
        OrtEnvironment environment = OnnxRuntime.environment();
        OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape);
        owned.push(tensor);
        return tensor;
    }

    private static FloatBuffer repeated(float[] values, int times, Path path) {
        FloatBuffer buffer = direct((long) values.length * times, path);
        for (int i = 0; i < times; i++) {
            buffer.put(values);
        }
        buffer.rewind();
        return buffer;
    }

    private static FloatBuffer direct(long floats, Path path) {
        long bytes = floats * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new ModelException("one batch of the model needs " + (bytes >> 20)
                    + " MB, at most 2047 MB: ask for fewer starts: " + path);
        }
        return ByteBuffer.allocateDirect((int) bytes)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Compares the images of some latents with the image.
     *
     * @param batch float32 [N][latent size]
     * @param losses takes [N]: for each the mean over channels and pixels of {@code weight * (image - target)^2} in
     *     network range
     * @param gradients takes [N][latent size], the derivative of each loss by its latent
     * @throws CancellationException if the user stops it
     * @throws ModelException if the network fails or makes a value that is not a number
     */
    public void compare(float[][] batch, float[] losses, float[][] gradients) {
        inputs.clear();
        for (float[] latent : batch) {
            inputs.put(latent);
        }
        watch.stopIfAsked();
        try {
            session.run(given, Collections.emptySet(), filled, watch.options()).close();
        } catch (OrtException failed) {
            throw progress.cancelled() ? new CancellationException("cancelled") : runFailed(failed);
        }
        lossValues.clear();
        lossValues.get(losses, 0, latents);
        gradientValues.clear();
        for (int i = 0; i < latents; i++) {
            gradientValues.get(gradients[i], 0, latentSize);
            if (Float.isNaN(losses[i]) || Float.isInfinite(losses[i])) {
                throw new ModelException("the model produces values that are not numbers (NaN): " + path);
            }
        }
    }

    private ModelException runFailed(OrtException failed) {
        return new ModelException(
                "ONNX Runtime cannot run the model (" + Shown.line(String.valueOf(failed.getMessage())) + "): " + path,
                failed);
    }

    /** Frees the native buffers. A second call does nothing. */
    @Override
    public void close() {
        while (!owned.isEmpty()) {
            AutoCloseable next = owned.pop();
            try {
                next.close();
            } catch (Exception leaked) {
                throw new IllegalStateException("ONNX Runtime could not free a buffer", leaked);
            }
        }
    }
}
