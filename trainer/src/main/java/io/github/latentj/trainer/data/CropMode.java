package io.github.latentj.trainer.data;

import java.util.Locale;

/** How a picture of any shape becomes a square. A picture smaller than the square is enlarged in every mode. */
public enum CropMode {
    /** The largest centred square, resampled: everything keeps its place, the scale changes. */
    RESIZE,
    /** The middle of the picture at its own scale. */
    CENTER_CROP,
    /** Patches at the picture's own scale, each time from another place: for fields much larger than the square. */
    RANDOM_CROP;

    /** The word that users type, such as {@code random-crop}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
