package io.github.latentj.trainer.evaluate;

/** Whoever waits for a measurement. */
public interface Progress {
    /**
     * Told before each part of the work.
     *
     * @param done of {@code total} parts
     * @throws java.util.concurrent.CancellationException to end the work
     */
    void at(String what, int done, int total);
}
