package io.github.latentj.inference;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Cuts a task into batches that fit into the memory of the device: where one does not, it is halved, and when a single
 * image does not fit into a GPU, the network moves to the CPU. What is computed does not change.
 */
final class Batches {
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

    /** Runs one batch. */
    interface Part {
        /** @param batch the size of all batches but the last, {@code count} that of this one */
        void run(int first, int count, int batch);
    }

    /**
     * @throws CancellationException if {@code stop} says so, within one batch
     * @throws ModelException if not even one image fits into the memory of the CPU
     */
    void run(int total, BooleanSupplier stop, Progress progress, Part part) {
        int batch = largest;
        for (int done = 0; done < total; ) {
            if (stop.getAsBoolean()) {
                throw new CancellationException("cancelled");
            }
            int count = Math.min(batch, total - done);
            try {
                part.run(done, count, batch);
            } catch (MemoryShortageException shortage) {
                batch = smaller(batch, shortage);
                continue;
            }
            done += count;
            progress.report(done, total);
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
}
