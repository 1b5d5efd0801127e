package io.github.latentj.imagej;

import io.github.latentj.explore.ImageMeasurer;

/** A measurer that gives something back when it is done. */
interface ClosableMeasurer extends ImageMeasurer, AutoCloseable {
    @Override
    void close();
}
