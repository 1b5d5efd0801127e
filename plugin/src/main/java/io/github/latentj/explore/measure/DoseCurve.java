package io.github.latentj.explore.measure;

import io.github.latentj.latent.Bootstrap;
import io.github.latentj.latent.Interval;
import io.github.latentj.latent.Quantiles;
import io.github.latentj.latent.RankCorrelation;

/**
 * How one measured value follows the steps along a direction: the mean over series through many images, and how
 * monotonic single series are (Spearman's rho). Intervals are bootstraps over the series, 95 %. Immutable.
 */
public final class DoseCurve {
    /** What counts as monotonic. */
    public static final double MONOTONIC = 0.95;

    private final String column;
    private final double[] steps;
    private final double[][] series;
    private final double[] withinSeries;
    private final Bootstrap bootstrap;

    /** @param series measured values [images][steps], NaN where there was nothing to measure */
    DoseCurve(String column, double[] steps, double[][] series, Bootstrap bootstrap) {
        this.column = column;
        this.steps = steps;
        this.series = series;
        this.bootstrap = bootstrap;
        withinSeries = new double[series.length];
        for (int i = 0; i < series.length; i++) {
            withinSeries[i] = RankCorrelation.spearman(steps, series[i]);
        }
    }

    public String column() {
        return column;
    }

    /** The distances along the direction, from minus to plus. */
    public double[] steps() {
        return steps.clone();
    }

    /** How many images could be measured at a step. */
    public int measured(int step) {
        int count = 0;
        for (double[] values : series) {
            count += Double.isNaN(values[step]) ? 0 : 1;
        }
        return count;
    }

    /** The mean at each step. */
    public double[] means() {
        double[] means = new double[steps.length];
        for (int step = 0; step < means.length; step++) {
            means[step] = mean(step, null);
        }
        return means;
    }

    /** 95 % bootstrap interval of the mean at each step. */
    public Interval[] band() {
        Interval[] band = new Interval[steps.length];
        for (int i = 0; i < band.length; i++) {
            int step = i;
            band[step] = bootstrap.interval(drawn -> mean(step, drawn[0]), series.length);
        }
        return band;
    }

    private double mean(int step, int[] drawn) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < series.length; i++) {
            double value = series[drawn == null ? i : drawn[i]][step];
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return sum / count;
    }

    /** Spearman's rho between step and mean. */
    public double ofMeans() {
        return RankCorrelation.spearman(steps, means());
    }

    /** The median over series of Spearman's rho between step and value: what to expect of a single image. */
    public double ofSeries() {
        return Quantiles.median(withinSeries);
    }

    public Interval ofSeriesInterval() {
        return bootstrap.interval(
                drawn -> {
                    double[] chosen = new double[withinSeries.length];
                    for (int i = 0; i < chosen.length; i++) {
                        chosen[i] = withinSeries[drawn[0][i]];
                    }
                    return Quantiles.median(chosen);
                },
                withinSeries.length);
    }

    /** The share of series that rise monotonically: Spearman's rho of at least {@link #MONOTONIC}. */
    public double monotonic() {
        int rising = 0;
        for (double rho : withinSeries) {
            rising += rho >= MONOTONIC ? 1 : 0;
        }
        return (double) rising / withinSeries.length;
    }

    /** The change of the mean from the first step to the last, in standard deviations among the images in the middle. */
    public double effect() {
        double[] means = means();
        return (means[means.length - 1] - means[0]) / deviation(means);
    }

    /** The largest distance of the mean from that in the middle, with its sign, likewise: what a held value may not do. */
    public double drift() {
        double[] means = means();
        double largest = 0;
        for (double mean : means) {
            double distance = mean - means[means.length / 2];
            largest = Math.abs(distance) > Math.abs(largest) ? distance : largest;
        }
        return largest / deviation(means);
    }

    private double deviation(double[] means) {
        int middle = steps.length / 2;
        double squares = 0;
        for (double[] values : series) {
            double difference = Double.isNaN(values[middle]) ? 0 : values[middle] - means[middle];
            squares += difference * difference;
        }
        return Math.sqrt(squares / (measured(middle) - 1));
    }
}
