package io.github.latentj.imagej.measure;

import io.github.latentj.explore.measure.ImageMeasurer;
import java.util.Optional;

/** A measurer that gives something back when it is done. */
public interface ClosableMeasurer extends ImageMeasurer, AutoCloseable {
    /** The text of LatentJ's own macro that measured, so that it can be kept beside the numbers. */
    default Optional<String> shippedMacro() {
        return Optional.empty();
    }

    @Override
    void close();
}
