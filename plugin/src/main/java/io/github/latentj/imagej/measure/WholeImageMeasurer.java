package io.github.latentj.imagej.measure;

import ij.measure.Measurements;
import ij.process.ImageStatistics;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.imagej.image.ImageAssembly;
import java.util.LinkedHashMap;
import java.util.Map;

/** ImageJ's statistics of whole images, as <em>Analyze &gt; Measure</em> gives them; for several channels of each. */
final class WholeImageMeasurer implements ClosableMeasurer {
    private static final int STATISTICS = Measurements.MEAN
            | Measurements.STD_DEV
            | Measurements.MODE
            | Measurements.MIN_MAX
            | Measurements.MEDIAN
            | Measurements.SKEWNESS
            | Measurements.KURTOSIS
            | Measurements.CENTER_OF_MASS;

    @Override
    public Map<String, Double> measure(GeneratorSpec spec, Object[] planes) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int c = 0; c < planes.length; c++) {
            String suffix = planes.length > 1 ? "_" + spec.channelNames().get(c) : "";
            ImageStatistics statistics = ImageStatistics.getStatistics(
                    ImageAssembly.processor(planes[c], spec.width(), spec.height()), STATISTICS, null);
            values.put("Mean" + suffix, statistics.mean);
            values.put("StdDev" + suffix, statistics.stdDev);
            values.put("Mode" + suffix, statistics.dmode);
            values.put("Min" + suffix, statistics.min);
            values.put("Max" + suffix, statistics.max);
            values.put("Median" + suffix, statistics.median);
            values.put("Skew" + suffix, statistics.skewness);
            values.put("Kurt" + suffix, statistics.kurtosis);
            values.put("XM" + suffix, statistics.xCenterOfMass);
            values.put("YM" + suffix, statistics.yCenterOfMass);
        }
        return values;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
