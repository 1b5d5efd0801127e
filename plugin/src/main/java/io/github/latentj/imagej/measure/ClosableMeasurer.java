package io.github.latentj.imagej.measure;

import io.github.latentj.explore.measure.ImageMeasurer;

/** A measurer that gives something back when it is done. */
public interface ClosableMeasurer extends ImageMeasurer, AutoCloseable {
    @Override
    void close();
}
