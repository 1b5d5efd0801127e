package io.github.latentj.inference.runtime;

import io.github.latentj.inference.file.ModelException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Cuts a task into batches, and has the next computed while the caller takes the results of the one before. A batch that does
 * not fit into the memory of the device is halved, and when a single image does not fit into a GPU, the network moves
 * to the CPU. What is computed does not change.
 */
public final class Batches {
    /** One that is computed, and one that waits for its turn, so that the device never waits for the caller. */
    private static final int UNDER_WAY = 2;

    private final Network network;
    private final Path path;
    private final int largest;
    private final boolean fixed;

    /** @param fixed the network takes batches of this size only */
    public Batches(Network network, Path path, int largest, boolean fixed) {
        this.network = network;
        this.path = path;
        this.largest = largest;
        this.fixed = fixed;
    }

    /** One kind of batch, with results of type {@code R}; results of two batches must be able to live at a time. */
    public interface Part<R> {
        /** @param batch the size of all batches but the last, {@code count} that of this one */
        Begun<R> begin(int first, int count, int batch);

        /** Takes the results in order; they are not used again afterwards. */
        void accept(int first, int count, R result);
    }

    /** A batch under way and where its results will be. */
    public static final class Begun<R> {
        private final Network.Run run;
        private final R result;

        public Begun(Network.Run run, R result) {
            this.run = run;
            this.result = result;
        }
    }

    /**
     * @throws CancellationException if {@code stop} says so, within one batch
     * @throws ModelException if not even one image fits into the memory of the CPU
     */
    public <R> void run(int total, BooleanSupplier stop, Progress progress, Part<R> part) {
        Deque<Begun<R>> begun = new ArrayDeque<>();
        try {
            int batch = largest;
            int done = 0;
            int next = 0;
            while (done < total) {
                if (stop.getAsBoolean()) {
                    throw new CancellationException("cancelled");
                }
                while (begun.size() < UNDER_WAY && next < total) {
                    int count = Math.min(batch, total - next);
                    begun.add(part.begin(next, count, batch));
                    next += count;
                }
                try {
                    begun.element().run.await();
                } catch (MemoryShortageException shortage) {
                    abandon(begun);
                    batch = smaller(batch, shortage);
                    next = done;
                    continue;
                }
                int count = Math.min(batch, total - done);
                part.accept(done, count, begun.remove().result);
                done += count;
                progress.report(done, total);
            }
        } finally {
            abandon(begun);
        }
    }

    /** Afterwards their tensors belong to others. */
    private static <R> void abandon(Deque<Begun<R>> begun) {
        begun.forEach(batch -> batch.run.abandon());
        begun.clear();
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

    /** What to throw when not even one image fits. */
    public static ModelException tooLarge(Path path, MemoryShortageException shortage) {
        return new ModelException(
                "there is not enough memory to run the model (" + shortage.getMessage() + "): " + path, shortage);
    }
}
