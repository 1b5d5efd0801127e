package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.RandomStreams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The batches of a training in their order, made ready on threads of their own while the network works: images are decoded
 * there if memory does not hold them, once for several batches where files hold many images; the first ones on as many
 * processors as memory has files for, since training waits for them. What is random in an image follows from the seed, the
 * epoch and the image alone, so that a loader started at any batch gives the same pixels as one that came to it from the
 * start. To be used by one thread; close it to end its own.
 */
public final class BatchLoader implements AutoCloseable {
    private static final int READY_BATCHES = 3;
    private static final int MOST_DECODERS = 8;
    /** The network's threads do not wait for a processor while images are decoded. */
    private static final int PROCESSORS_A_DECODER = 4;

    private static final int MOST_TOGETHER = 16;
    private static final long MOST_BYTES_TOGETHER = 32L << 20;

    private final ImageSet images;
    private final BatchOrder order;
    private final long seed;
    private final int decoders;
    private final ThreadPoolExecutor threads;
    /** Batches that are made together. */
    private final int together;
    /** Oldest first. */
    private final Queue<Group> ready = new ArrayDeque<>();

    private final Queue<Batch> made = new ArrayDeque<>();

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

    private record Place(int epoch, int number, int[] indices) {}

    /** One image of a batch. */
    private record Part(Batch batch, int position, int image) {}

    /** Starts with batch {@code firstBatch} of {@code firstEpoch}, both counted from 0; goes on without end. */
    public BatchLoader(ImageSet images, BatchOrder order, long seed, int firstEpoch, int firstBatch) {
        this.images = images;
        this.order = order;
        this.seed = seed;
        epoch = firstEpoch;
        number = firstBatch;
        batches = order.epoch(firstEpoch);
        int processors = Runtime.getRuntime().availableProcessors();
        decoders = images.isHeld() ? 1 : Math.max(1, Math.min(MOST_DECODERS, processors / PROCESSORS_A_DECODER));
        int idle = Math.min(Math.min(MOST_DECODERS, processors), images.readersThatFit());
        int atFirst = images.isHeld() ? 1 : Math.max(decoders, idle);
        threads = new ThreadPoolExecutor(
                atFirst, atFirst, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), BatchLoader::thread);
        together = images.isHeld() ? 1 : together(batches[0].length);
        order(atFirst);
        for (int more = together == 1 ? READY_BATCHES - 1 : 0; more > 0; more--) {
            order(decoders);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "batch loader");
        thread.setDaemon(true);
        return thread;
    }

    /** The more images a file has, the more batches of one decoding; as long as they take little memory. */
    private int together(int batchSize) {
        long bytes = (long) batchSize * length() * Float.BYTES;
        long most = Math.min(MOST_BYTES_TOGETHER, Runtime.getRuntime().maxMemory() / 40) / bytes;
        return (int) Math.max(1, Math.min(Math.min(MOST_TOGETHER, images.imagesAFile()), most));
    }

    private int length() {
        return images.channels() * images.size() * images.size();
    }

    /** Has the batches after the last one that was ordered made ready, by so many threads. */
    private void order(int shares) {
        List<Place> places = new ArrayList<>();
        while (places.size() < together) {
            if (number == batches.length) {
                epoch++;
                number = 0;
                batches = order.epoch(epoch);
            }
            places.add(new Place(epoch, number, batches[number]));
            number++;
        }
        ready.add(new Group(places, shares));
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
            if (made.isEmpty()) {
                Group group = ready.element();
                made.addAll(group.get());
                ready.remove();
                threads.setCorePoolSize(decoders);
                threads.setMaximumPoolSize(decoders);
                order(decoders);
            }
            return made.remove();
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

    private void copy(Part part) {
        long draw = (long) part.batch.epoch() * images.count() + part.image;
        Random random = RandomStreams.of(seed, "augmentation", draw);
        images.copyTo(part.image, random, part.batch.pixels(), part.position * length());
    }

    /** Batches that are made together, in equal shares. */
    private final class Group {
        private final List<Place> places;
        private final List<Batch> batches = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final List<Future<?>> work = new ArrayList<>();

        Group(List<Place> places, int shares) {
            this.places = places;
            for (int i = 0; i < shares; i++) {
                int share = i;
                work.add(threads.submit(() -> make(share, shares)));
            }
        }

        private void make(int share, int shares) {
            begin();
            parts.subList(parts.size() * share / shares, parts.size() * (share + 1) / shares)
                    .forEach(BatchLoader.this::copy);
        }

        /** Takes memory, which may be missing: a share's failure, to be told by {@link #get()}. */
        private synchronized void begin() {
            if (!parts.isEmpty()) {
                return;
            }
            for (Place place : places) {
                int size = place.indices.length;
                Batch batch = new Batch(place.epoch, place.number, size, new float[size * length()]);
                batches.add(batch);
                IntStream.range(0, size).forEach(i -> parts.add(new Part(batch, i, place.indices[i])));
            }
            // Images of one file one after the other, so that it is decoded once.
            parts.sort(Comparator.comparingInt(Part::image));
        }

        /** Blocks. */
        List<Batch> get() throws ExecutionException, InterruptedException {
            for (Future<?> share : work) {
                share.get();
            }
            return batches;
        }
    }
}
