package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.RandomStreams;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The batches of a training in their order, made ready on threads of their own while the network works: images are decoded
 * there if memory does not hold them. What is random in an image follows from the seed, the epoch and the image alone, so
 * that a loader started at any batch gives the same pixels as one that came to it from the start. To be used by one
 * thread; close it to end its own.
 */
public final class BatchLoader implements AutoCloseable {
    private static final int READY_BATCHES = 3;
    private static final int MOST_DECODERS = 8;
    /** The network's threads do not wait for a processor while images are decoded. */
    private static final int PROCESSORS_A_DECODER = 4;

    private final ImageSet images;
    private final BatchOrder order;
    private final long seed;
    private final ExecutorService threads;
    /** Oldest first. */
    private final Queue<Future<Batch>> ready = new ArrayDeque<>();

    private int epoch;
    private int number;
    private int[][] batches;
    private long waitedNanos;

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
        epoch = firstEpoch;
        number = firstBatch;
        batches = order.epoch(firstEpoch);
        int decoders = images.isHeld()
                ? 1
                : Math.max(
                        1, Math.min(MOST_DECODERS, Runtime.getRuntime().availableProcessors() / PROCESSORS_A_DECODER));
        threads = Executors.newFixedThreadPool(decoders, task -> {
            Thread thread = new Thread(task, "batch loader");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < READY_BATCHES + decoders - 1; i++) {
            order();
        }
    }

    /** Has the batch after the last one that was ordered made ready. */
    private void order() {
        if (number == batches.length) {
            epoch++;
            number = 0;
            batches = order.epoch(epoch);
        }
        int ofEpoch = epoch;
        int place = number++;
        int[] indices = batches[place];
        ready.add(threads.submit(() -> new Batch(ofEpoch, place, indices.length, pixels(ofEpoch, indices))));
    }

    /**
     * The next batch; blocks until it is ready. One that could not be made fails each time.
     *
     * @throws LostImageException if the file of an image is gone or changed
     * @throws IllegalStateException if it could not be made for another reason, with the cause, or the loader is closed
     * @throws OutOfMemoryError if there was no memory for it
     */
    public Batch next() {
        if (threads.isShutdown()) {
            throw new IllegalStateException("the loader is closed");
        }
        long start = System.nanoTime();
        try {
            Batch batch = ready.element().get();
            ready.remove();
            order();
            return batch;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for images", e);
        } finally {
            waitedNanos += System.nanoTime() - start;
        }
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof OutOfMemoryError noMemory) {
            throw noMemory;
        }
        return cause instanceof LostImageException lost
                ? lost
                : new IllegalStateException("the images could not be made ready", cause);
    }

    /** How long {@link #next()} has kept its callers waiting in all, in nanoseconds. */
    public long waitedNanos() {
        return waitedNanos;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        ready.clear();
    }

    private float[] pixels(int ofEpoch, int[] indices) {
        int length = images.channels() * images.size() * images.size();
        float[] batch = new float[indices.length * length];
        for (int place : placesByImage(indices)) {
            long draw = (long) ofEpoch * images.count() + indices[place];
            images.copyTo(indices[place], RandomStreams.of(seed, "augmentation", draw), batch, place * length);
        }
        return batch;
    }

    /** Images of one file one after the other, so that it is read once. */
    private static int[] placesByImage(int[] indices) {
        return IntStream.range(0, indices.length)
                .boxed()
                .sorted(Comparator.comparingInt(place -> indices[place]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
