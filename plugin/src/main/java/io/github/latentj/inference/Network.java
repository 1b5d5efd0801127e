package io.github.latentj.inference;

import java.util.List;
import java.util.function.BooleanSupplier;

/** A model file that is ready to run. Calls from several threads queue up. */
interface Network extends AutoCloseable {
    /**
     * Runs the network once and fills the outputs.
     *
     * @param stop asked often while the run lasts; true ends it
     * @throws java.util.concurrent.CancellationException if {@code stop} says so
     * @throws MemoryShortageException if a smaller batch may succeed
     * @throws ModelException if the network cannot run
     */
    void run(List<FloatTensor> inputs, List<FloatTensor> outputs, BooleanSupplier stop);

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
