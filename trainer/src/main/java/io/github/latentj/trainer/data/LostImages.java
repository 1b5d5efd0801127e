package io.github.latentj.trainer.data;

import java.util.Locale;

/** What becomes of images whose file is gone, damaged or another one when training wants to decode it again. */
public enum LostImages {
    /** Training is saved and ends. */
    STOP,
    /** The next image of the set takes the lost one's place, and the run says so. */
    SKIP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
