package io.github.latentj.explore.measure;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.explore.RequestException;
import java.util.Map;

/** Measures images one by one, generated and real ones in the same way. */
public interface ImageMeasurer {
    /**
     * @param spec size, channels, pixel type and calibration of the image
     * @param planes the pixels of each channel in image units: {@code byte[]}, {@code short[]} or {@code float[]}
     * @return values by column, in the order of the columns; empty if there is nothing to measure in the image
     * @throws RequestException if it cannot measure at all
     */
    Map<String, Double> measure(GeneratorSpec spec, Object[] planes);
}
