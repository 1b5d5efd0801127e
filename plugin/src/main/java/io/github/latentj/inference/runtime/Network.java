package io.github.latentj.inference.runtime;

import io.github.latentj.inference.file.ModelException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A model file that is ready to run. Calls from several threads queue up. */
public interface Network extends AutoCloseable {
    /**
     * Runs the network once and fills the outputs.
     *
     * @param stop asked often while the run lasts; true ends it
     * @throws java.util.concurrent.CancellationException if {@code stop} says so
     * @throws MemoryShortageException if a smaller batch may succeed
     * @throws ModelException if the network cannot run
     */
    void run(List<FloatTensor> inputs, List<FloatTensor> outputs, BooleanSupplier stop);

    /**
     * Begins a run, so that the next can begin before this one's results are taken. Runs end in the order in which they
     * began; their tensors must stay untouched until they end.
     */
    default Run begin(List<FloatTensor> inputs, List<FloatTensor> outputs, BooleanSupplier stop) {
        return () -> run(inputs, outputs, stop);
    }

    /** A run under way. */
    interface Run {
        /** Waits until the outputs are filled; throws what {@link Network#run} throws. */
        void await();

        /** Ends the run and waits until nothing touches its tensors any more; never fails. */
        default void abandon() {
            // where all is done by await
        }
    }

    /** True where another device, the CPU, could take over. */
    boolean onGpu();

    /** Runs on the CPU from now on. */
    void moveToCpu();

    /** What it runs on, for a person to read. */
    String device();

    /** Frees the session. Later runs are refused; a second call does nothing. */
    @Override
    void close();
}
