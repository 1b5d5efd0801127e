package io.github.latentj.inference;

import io.github.latentj.inference.file.GeneratorSignature;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.Batches;
import io.github.latentj.inference.runtime.FloatTensor;
import io.github.latentj.inference.runtime.MemoryShortageException;
import io.github.latentj.inference.runtime.Network;
import io.github.latentj.inference.runtime.Progress;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** One generator network and its buffers. One run at a time; closing asks a run to end first. */
final class GeneratorSession implements AutoCloseable {
    /** Enough to keep the cores busy, few enough that Escape is heard soon. */
    private static final int BATCH = 32;

    private static final double LARGEST_IMAGE_FLOATS = 1 << 28;

    private static final long LARGEST_BATCH_FLOATS = 1L << 26;
    private static final long LOOK_MILLIS = 50;

    private final GeneratorSignature signature;
    private final Path path;
    private final Network network;
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile boolean closing;
    private long[] imageShape;
    /** Of the batch that comes next, and of the one before it, which may be under way. */
    private BatchBuffers buffers = new BatchBuffers();

    private BatchBuffers otherBuffers = new BatchBuffers();

    /**
     * @param network made from the file; closed with this session
     * @throws ModelException if the image size stays unknown
     */
    GeneratorSession(GeneratorSignature signature, Path path, Network network) {
        this.signature = signature;
        this.path = path;
        this.network = network;
        imageShape = signature.imageShape();
    }

    /** What it runs on, for a person to read. */
    String device() {
        return network.device();
    }

    /** Channels, height and width of one image; found by a run with a zero latent where the file leaves them open. */
    long[] imageShape(BooleanSupplier stop) {
        acquire(stop);
        try {
            if (imageShape[0] < 1 || imageShape[1] < 1 || imageShape[2] < 1) {
                imageShape = measuredImageShape(stop);
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

    private long[] measuredImageShape(BooleanSupplier stop) {
        int batch = (int) Math.max(1, signature.fixedBatch());
        FloatBuffer latents = buffer((long) batch * signature.latentSize());
        FloatTensor image = FloatTensor.open(signature.outputName());
        try {
            network.run(
                    Collections.singletonList(
                            FloatTensor.of(signature.inputName(), latents, signature.inputShape(batch))),
                    Collections.singletonList(image),
                    stop);
        } catch (MemoryShortageException shortage) {
            throw Batches.tooLarge(path, shortage);
        }
        long[] shape = image.shape();
        if (shape.length != 4) {
            throw new ModelException(
                    "not a generator: its output has " + shape.length + " dimensions, expected [N,C,H,W]: " + path);
        }
        return new long[] {shape[1], shape[2], shape[3]};
    }

    /**
     * Makes one image from each latent, in order.
     *
     * @param latents float32 [N][z]
     * @throws CancellationException if the user stops it or the session is closed meanwhile
     * @throws ModelException if the network fails or makes a value that is not a number
     */
    void generate(float[][] latents, ImageSink sink, Progress progress) {
        BooleanSupplier stop = () -> closing || progress.cancelled();
        acquire(stop);
        try {
            float[] image = new float[imageFloats(stop)];
            boolean fixed = signature.fixedBatch() > 0;
            new Batches(network, path, batchSize(latents.length, image.length), fixed)
                    .run(latents.length, stop, progress, new Batches.Part<FloatBuffer>() {
                        @Override
                        public Batches.Begun<FloatBuffer> begin(int first, int count, int batch) {
                            return GeneratorSession.this.begin(
                                    latents, first, fixed ? batch : count, image.length, stop);
                        }

                        @Override
                        public void accept(int first, int count, FloatBuffer images) {
                            for (int i = 0; i < count; i++) {
                                images.get(image);
                                sink.accept(first + i, image);
                            }
                        }
                    });
        } finally {
            lock.unlock();
        }
    }

    private Batches.Begun<FloatBuffer> begin(
            float[][] latents, int first, int batch, int imageFloats, BooleanSupplier stop) {
        BatchBuffers mine = buffers;
        buffers = otherBuffers;
        otherBuffers = mine;
        mine.latents = grown(mine.latents, (long) batch * signature.latentSize());
        mine.images = grown(mine.images, (long) batch * imageFloats);
        FloatTensor input = FloatTensor.of(signature.inputName(), mine.latents, signature.inputShape(batch));
        FloatBuffer inputs = input.values();
        for (int i = first; i < Math.min(first + batch, latents.length); i++) {
            inputs.put(latents[i]);
        }
        FloatTensor output =
                FloatTensor.of(signature.outputName(), mine.images, batch, imageShape[0], imageShape[1], imageShape[2]);
        return new Batches.Begun<>(
                network.begin(Collections.singletonList(input), Collections.singletonList(output), stop),
                output.values());
    }

    /** What one batch is made from and into. */
    private static final class BatchBuffers {
        private FloatBuffer latents = FloatBuffer.allocate(0);
        private FloatBuffer images = FloatBuffer.allocate(0);
    }

    private int batchSize(int count, int imageFloats) {
        if (signature.fixedBatch() > 0) {
            return (int) Math.min(signature.fixedBatch(), Integer.MAX_VALUE);
        }
        long fitting = Math.max(1, LARGEST_BATCH_FLOATS / imageFloats);
        return (int) Math.min(Math.min(BATCH, fitting), count);
    }

    private int imageFloats(BooleanSupplier stop) {
        long[] shape = imageShape(stop);
        return Math.toIntExact(shape[0] * shape[1] * shape[2]);
    }

    /** The same buffer if it is large enough: nothing is allocated per batch. */
    private FloatBuffer grown(FloatBuffer buffer, long floats) {
        return buffer.capacity() < floats ? buffer(floats) : buffer;
    }

    private FloatBuffer buffer(long floats) {
        long bytes = floats * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new ModelException("one batch of the model needs " + (bytes >> 20) + " MB, at most 2047 MB: " + path);
        }
        return FloatBuffer.allocate((int) floats);
    }

    private void acquire(BooleanSupplier stop) {
        try {
            while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stop.getAsBoolean()) {
                    throw new CancellationException("cancelled");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Asks a run to end, waits for it, and frees the session. A second call does nothing. */
    @Override
    public void close() {
        closing = true;
        lock.lock();
        try {
            network.close();
        } finally {
            lock.unlock();
        }
    }
}
