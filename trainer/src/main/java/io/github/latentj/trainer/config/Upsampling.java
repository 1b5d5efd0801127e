package io.github.latentj.trainer.config;

import java.util.Locale;

/** How the generator doubles the side of its maps. */
public enum Upsampling {
    /** Transposed convolution with stride 2, as in both presets. */
    TRANSPOSED,
    /** Each pixel repeated, then a 3x3 convolution: no checkerboards (Odena, Dumoulin, Olah 2016). */
    RESIZE;

    /** The word that users type: {@code transposed} or {@code resize}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
