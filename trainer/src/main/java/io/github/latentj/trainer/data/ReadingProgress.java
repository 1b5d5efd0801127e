package io.github.latentj.trainer.data;

/** Who wants to see how far the reading of images is. */
public interface ReadingProgress {
    ReadingProgress NONE = (what, done, total) -> {};

    /** @param what is being done, such as {@code Reading images} */
    void at(String what, int done, int total);
}
