package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.evaluate.Section.Line;
import java.util.ArrayList;
import java.util.List;

/** Shares of values in bins of equal width over the range of several samples together, to be drawn as lines. */
final class Histogram {
    private static final int BINS = 40;

    private Histogram() {}

    /** One line a sample, of the bins' centres and shares. */
    static List<Line> lines(List<String> names, List<double[]> samples) {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (double[] sample : samples) {
            from = Math.min(from, Quantiles.of(sample, 0));
            to = Math.max(to, Quantiles.of(sample, 1));
        }
        double width = to > from ? (to - from) / BINS : 1;
        List<Line> lines = new ArrayList<>();
        for (int s = 0; s < names.size(); s++) {
            double[] x = new double[BINS];
            double[] y = new double[BINS];
            for (int b = 0; b < BINS; b++) {
                x[b] = from + (b + 0.5) * width;
            }
            for (double value : samples.get(s)) {
                y[Math.min(BINS - 1, (int) ((value - from) / width))] += 1.0 / samples.get(s).length;
            }
            lines.add(new Line(names.get(s), x, y));
        }
        return lines;
    }
}
