package io.github.latentj.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One native session and its buffers. One run at a time: closing a session that runs kills the JVM, so both hold the
 * same lock, and closing asks a run to end first.
 */
final class GeneratorSession implements AutoCloseable {
    /** Enough to keep the cores busy, few enough that Escape is heard soon. */
    private static final int BATCH = 32;

    private static final double LARGEST_IMAGE_FLOATS = 1 << 28;

    private static final long LARGEST_BATCH_FLOATS = 1L << 26;

    private final GeneratorSignature signature;
    private final Path path;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile boolean closing;
    private boolean closed;
    private long[] imageShape;
    private FloatBuffer inputBuffer = FloatBuffer.allocate(0);
    private FloatBuffer outputBuffer = FloatBuffer.allocate(0);

    /**
     * Creates the native session, which can take seconds.
     *
     * @throws ModelException if ONNX Runtime refuses the file or the image size stays unknown
     */
    GeneratorSession(GeneratorSignature signature, Path path) {
        this.signature = signature;
        this.path = path;
        environment = OnnxRuntime.environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            session = environment.createSession(path.toString(), options);
        } catch (OrtException refused) {
            throw new ModelException(
                    "ONNX Runtime cannot load the model (" + firstLine(refused) + "): " + path, refused);
        }
        imageShape = signature.imageShape();
    }

    /** Channels, height and width of one image; found by a run with a zero latent where the file leaves them open. */
    long[] imageShape() {
        lock.lock();
        try {
            if (imageShape[0] < 1 || imageShape[1] < 1 || imageShape[2] < 1) {
                imageShape = measuredImageShape();
            }
            double floats = (double) imageShape[0] * imageShape[1] * imageShape[2];
            if (floats > LARGEST_IMAGE_FLOATS) {
                throw new ModelException("the model makes images of " + imageShape[2] + " x " + imageShape[1]
                        + " pixels" + " with " + imageShape[0] + " channels, which is more than LatentJ runs: " + path);
            }
            return imageShape.clone();
        } finally {
            lock.unlock();
        }
    }

    private long[] measuredImageShape() {
        int batch = (int) Math.max(1, signature.fixedBatch());
        FloatBuffer latents = direct(batch * signature.latentSize());
        try (OnnxTensor input = OnnxTensor.createTensor(environment, latents, signature.inputShape(batch));
                OrtSession.Result result = session.run(Collections.singletonMap(signature.inputName(), input))) {
            long[] shape = ((OnnxTensor) result.get(0)).getInfo().getShape();
            if (shape.length != 4) {
                throw new ModelException(
                        "not a generator: its output has " + shape.length + " dimensions, expected [N,C,H,W]: " + path);
            }
            return new long[] {shape[1], shape[2], shape[3]};
        } catch (OrtException failed) {
            throw runFailed(failed);
        }
    }

    /**
     * Makes one image from each latent, in order.
     *
     * @param latents float32 [N][z]
     * @throws CancellationException if the user stops it or the session is closed meanwhile
     * @throws ModelException if the network fails or makes a value that is not a number
     */
    void generate(float[][] latents, ImageSink sink, Progress progress) {
        lock.lock();
        try (RunWatch watch = new RunWatch(() -> closing || progress.cancelled())) {
            float[] image = new float[imageFloats()];
            int batch = batchSize(latents.length);
            for (int done = 0; done < latents.length; done += batch) {
                watch.stopIfAsked();
                int count = Math.min(batch, latents.length - done);
                FloatBuffer images = run(latents, done, signature.fixedBatch() > 0 ? batch : count, watch);
                for (int i = 0; i < count; i++) {
                    images.get(image);
                    sink.accept(done + i, image);
                }
                progress.report(done + count, latents.length);
            }
        } catch (OrtException failed) {
            throw closing || progress.cancelled() ? new CancellationException("cancelled") : runFailed(failed);
        } finally {
            lock.unlock();
        }
    }

    private FloatBuffer run(float[][] latents, int first, int batch, RunWatch watch) throws OrtException {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        inputBuffer = grown(inputBuffer, batch * signature.latentSize());
        FloatBuffer inputs = part(inputBuffer, batch * signature.latentSize());
        for (int i = first; i < Math.min(first + batch, latents.length); i++) {
            inputs.put(latents[i]);
        }
        inputs.rewind();
        long outputFloats = (long) batch * imageFloats();
        outputBuffer = grown(outputBuffer, outputFloats);
        FloatBuffer images = part(outputBuffer, outputFloats);
        long[] outputShape = {batch, imageShape[0], imageShape[1], imageShape[2]};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, inputs, signature.inputShape(batch));
                OnnxTensor output = OnnxTensor.createTensor(environment, images, outputShape)) {
            session.run(
                            Collections.singletonMap(signature.inputName(), input),
                            Collections.emptySet(),
                            Collections.singletonMap(signature.outputName(), output),
                            watch.options())
                    .close();
            return images;
        }
    }

    private int batchSize(int count) {
        if (signature.fixedBatch() > 0) {
            return (int) Math.min(signature.fixedBatch(), Integer.MAX_VALUE);
        }
        long fitting = Math.max(1, LARGEST_BATCH_FLOATS / imageFloats());
        return (int) Math.min(Math.min(BATCH, fitting), count);
    }

    private int imageFloats() {
        long[] shape = imageShape();
        return Math.toIntExact(shape[0] * shape[1] * shape[2]);
    }

    /** The same buffer if it is large enough: nothing is allocated per batch. */
    private FloatBuffer grown(FloatBuffer buffer, long floats) {
        return buffer.capacity() < floats ? direct(floats) : buffer;
    }

    private static FloatBuffer part(FloatBuffer buffer, long floats) {
        FloatBuffer part = buffer.duplicate();
        part.clear().limit((int) floats);
        return part.slice();
    }

    private FloatBuffer direct(long floats) {
        long bytes = floats * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new ModelException("one batch of the model needs " + (bytes >> 20) + " MB, at most 2047 MB: " + path);
        }
        return ByteBuffer.allocateDirect((int) bytes)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private ModelException runFailed(OrtException failed) {
        return new ModelException("ONNX Runtime cannot run the model (" + firstLine(failed) + "): " + path, failed);
    }

    private static String firstLine(OrtException problem) {
        return Shown.line(String.valueOf(problem.getMessage()));
    }

    /** Asks a run to end, waits for it, and frees the native session. A second call does nothing. */
    @Override
    public void close() {
        closing = true;
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException leaked) {
            throw new IllegalStateException("ONNX Runtime could not free a session", leaked);
        } finally {
            lock.unlock();
        }
    }
}
