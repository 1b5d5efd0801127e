package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.RandomStreams;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The batches of a training in their order, made ready on a thread of its own while the network works. What is random in
 * an image follows from the seed, the epoch and the image alone, so that a loader started at any batch gives the same
 * pixels as one that came to it from the start. To be used by one thread; close it to end its own.
 */
public final class BatchLoader implements AutoCloseable {
    private static final int READY_BATCHES = 3;

    private final ImageSet images;
    private final BatchOrder order;
    private final long seed;
    private final BlockingQueue<Ready> queue = new ArrayBlockingQueue<>(READY_BATCHES);
    private final Thread thread;
    private long waitedNanos;

    /** A batch, or why there is none. */
    private record Ready(Batch batch, Throwable failure) {}

    /**
     * One batch.
     *
     * @param epoch counted from 0
     * @param number in its epoch, counted from 0
     * @param pixels float32 [N, C, H, W] in [-1, 1], the receiver's own
     */
    public record Batch(int epoch, int number, int size, float[] pixels) {}

    /** Starts with batch {@code firstBatch} of {@code firstEpoch}, both counted from 0; goes on without end. */
    public BatchLoader(ImageSet images, BatchOrder order, long seed, int firstEpoch, int firstBatch) {
        this.images = images;
        this.order = order;
        this.seed = seed;
        thread = new Thread(() -> load(firstEpoch, firstBatch), "batch loader");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The next batch; blocks until it is ready.
     *
     * @throws IllegalStateException if it could not be made, with the cause, or the loader is closed
     * @throws OutOfMemoryError if there was no memory for it
     */
    public Batch next() {
        long start = System.nanoTime();
        try {
            Ready ready = queue.take();
            if (ready.failure() != null) {
                queue.add(ready);
                if (ready.failure() instanceof OutOfMemoryError noMemory) {
                    throw noMemory;
                }
                throw new IllegalStateException("the images could not be made ready", ready.failure());
            }
            return ready.batch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for images", e);
        } finally {
            waitedNanos += System.nanoTime() - start;
        }
    }

    /** How long {@link #next()} has kept its callers waiting in all, in nanoseconds. */
    public long waitedNanos() {
        return waitedNanos;
    }

    @Override
    public void close() {
        thread.interrupt();
        queue.clear();
        queue.offer(new Ready(null, new IllegalStateException("the loader is closed")));
    }

    private void load(int firstEpoch, int firstBatch) {
        try {
            int start = firstBatch;
            for (int epoch = firstEpoch; ; epoch++) {
                int[][] batches = order.epoch(epoch);
                for (int number = start; number < batches.length; number++) {
                    float[] pixels = pixels(epoch, batches[number]);
                    queue.put(new Ready(new Batch(epoch, number, batches[number].length, pixels), null));
                }
                start = 0;
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | OutOfMemoryError failure) {
            // After the batches that are ready, so that the same step fails each time.
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        try {
            queue.put(new Ready(null, failure));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private float[] pixels(int epoch, int[] indices) {
        int length = images.channels() * images.size() * images.size();
        float[] batch = new float[indices.length * length];
        for (int i = 0; i < indices.length; i++) {
            long draw = (long) epoch * images.count() + indices[i];
            images.copyTo(indices[i], RandomStreams.of(seed, "augmentation", draw), batch, i * length);
        }
        return batch;
    }
}
