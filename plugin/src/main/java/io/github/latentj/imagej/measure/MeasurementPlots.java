package io.github.latentj.imagej.measure;

import ij.gui.Plot;
import io.github.latentj.explore.measure.DoseCurve;
import io.github.latentj.explore.measure.MeasuredDirection;
import io.github.latentj.latent.Interval;
import io.github.latentj.latent.Quantiles;
import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The plots of the measuring commands. */
public final class MeasurementPlots {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 260;
    private static final Color IDEAL = new Color(0x80, 0x80, 0x80);
    private static final Color CURVE = new Color(0x00, 0x72, 0xB2);
    private static final Color BAND = new Color(0xBF, 0xDC, 0xEE);

    private MeasurementPlots() {}

    private static Plot plot(String title, String x, String y) {
        Plot plot = new Plot(title, x, y);
        plot.setFrameSize(WIDTH, HEIGHT);
        return plot;
    }

    /** How a mean follows the steps, with its bootstrap band. */
    public static Plot doseResponse(String title, DoseCurve curve, String axis) {
        double[] steps = curve.steps();
        double[] means = curve.means();
        double[] low = Arrays.stream(curve.band()).mapToDouble(Interval::low).toArray();
        double[] high = Arrays.stream(curve.band()).mapToDouble(Interval::high).toArray();
        Plot plot = plot(title, axis, curve.column());
        plot.setFormatFlags(Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_TICKS | Plot.Y_TICKS);
        double bottom = DoubleStream.of(low).filter(v -> !Double.isNaN(v)).min().orElse(0);
        double top = DoubleStream.of(high).filter(v -> !Double.isNaN(v)).max().orElse(1);
        double margin = 0.06 * Math.max(top - bottom, 1e-9);
        double room = 3 * margin;
        plot.setLimits(steps[0], steps[steps.length - 1], bottom - margin, top + room);
        // The area below the upper end, and what is below the lower end blanked.
        plot.setColor(BAND, BAND);
        plot.addPoints(steps, high, Plot.FILLED);
        plot.setColor(Color.WHITE, Color.WHITE);
        plot.addPoints(steps, low, Plot.FILLED);
        plot.setColor(CURVE, CURVE);
        plot.setLineWidth(2);
        plot.addPoints(steps, means, Plot.CONNECTED_CIRCLES);
        plot.setColor(Color.BLACK);
        plot.addLabel(
                0.02,
                0.09,
                String.format(
                        Locale.ROOT,
                        "Spearman %.3f of the mean, %.3f in single images",
                        curve.ofMeans(),
                        curve.ofSeries()));
        return plot;
    }

    /** What the latent predicts against what was measured, by cross-validation. */
    public static Plot fit(String title, String column, MeasuredDirection.Fit fit) {
        Plot plot = plot(title, column + ", measured", column + ", predicted");
        double[] measured = fit.measured();
        double[] ends = {
            Quantiles.of(measured, 0), Quantiles.of(measured, 1),
        };
        plot.setColor(CURVE, CURVE);
        plot.setLineWidth(3);
        plot.addPoints(measured, fit.predicted(), Plot.DOT);
        plot.setLineWidth(1);
        plot.setColor(IDEAL);
        plot.addPoints(ends, ends, Plot.LINE);
        plot.setColor(Color.BLACK);
        plot.addLabel(0.02, 0.09, String.format(Locale.ROOT, "cross-validated R2 %.3f", fit.r2()));
        plot.setLimitsToFit(false);
        return plot;
    }
}
