package io.github.latentj.inference;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Cuts a task into batches, and computes one while the caller takes the results of the one before. A batch that does
 * not fit into the memory of the device is halved, and when a single image does not fit into a GPU, the network moves
 * to the CPU. What is computed does not change.
 */
final class Batches {
    private static final ExecutorService RUNNERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "LatentJ batch");
        thread.setDaemon(true);
        return thread;
    });

    private final Network network;
    private final Path path;
    private final int largest;
    private final boolean fixed;

    /** @param fixed the network takes batches of this size only */
    Batches(Network network, Path path, int largest, boolean fixed) {
        this.network = network;
        this.path = path;
        this.largest = largest;
        this.fixed = fixed;
    }

    /** One kind of batch, with results of type {@code R}; results of two batches must be able to live at a time. */
    interface Part<R> {
        /**
         * Runs on a thread of its own.
         *
         * @param batch the size of all batches but the last, {@code count} that of this one
         */
        R compute(int first, int count, int batch, BooleanSupplier stop);

        /** Runs on the caller's thread, in order. */
        void accept(int first, int count, R result);
    }

    /**
     * @throws CancellationException if {@code stop} says so, within one batch
     * @throws ModelException if not even one image fits into the memory of the CPU
     */
    <R> void run(int total, BooleanSupplier stop, Progress progress, Part<R> part) {
        Ahead<R> ahead = new Ahead<>(stop, part);
        try {
            int batch = largest;
            int first = 0;
            ahead.start(0, Math.min(batch, total), batch);
            while (first < total) {
                int count = ahead.count;
                R result;
                try {
                    result = ahead.result();
                } catch (MemoryShortageException shortage) {
                    batch = smaller(batch, shortage);
                    ahead.start(first, Math.min(batch, total - first), batch);
                    continue;
                }
                int next = first + count;
                if (next < total) {
                    ahead.start(next, Math.min(batch, total - next), batch);
                }
                part.accept(first, count, result);
                first = next;
                progress.report(first, total);
            }
        } finally {
            ahead.abandon();
        }
    }

    private int smaller(int batch, MemoryShortageException shortage) {
        if (batch > 1 && !fixed) {
            return batch / 2;
        }
        if (!network.onGpu()) {
            throw tooLarge(path, shortage);
        }
        network.moveToCpu();
        return largest;
    }

    static ModelException tooLarge(Path path, MemoryShortageException shortage) {
        return new ModelException(
                "there is not enough memory to run the model (" + shortage.getMessage() + "): " + path, shortage);
    }

    /** The batch that is under way. */
    private static final class Ahead<R> {
        private final BooleanSupplier stop;
        private final Part<R> part;
        private volatile boolean abandoned;
        private Future<R> running;
        private int count;

        Ahead(BooleanSupplier stop, Part<R> part) {
            this.stop = stop;
            this.part = part;
        }

        void start(int first, int size, int batch) {
            if (stop.getAsBoolean()) {
                throw new CancellationException("cancelled");
            }
            count = size;
            running = RUNNERS.submit(() -> part.compute(first, size, batch, () -> abandoned || stop.getAsBoolean()));
        }

        R result() {
            Future<R> ended = running;
            try {
                R result = ended.get();
                running = null;
                return result;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            } catch (ExecutionException failed) {
                running = null;
                if (failed.getCause() instanceof Error) {
                    throw (Error) failed.getCause();
                }
                throw (RuntimeException) failed.getCause();
            }
        }

        /** Ends what is under way, and waits for it: its buffers belong to others afterwards. */
        void abandon() {
            abandoned = true;
            boolean interrupted = false;
            while (running != null) {
                try {
                    running.get();
                    running = null;
                } catch (ExecutionException unwanted) {
                    running = null;
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
