package io.github.latentj.imagej;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.latentj.explore.MeasurementComparison;
import io.github.latentj.latent.Quantiles;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** One picture of all compared columns: how each is distributed in generated and in real images. */
final class HistogramPanels {
    private static final int ACROSS = 3;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 170;
    private static final int BINS = 40;
    /** Share of the height that stays free above the highest bar, for words. */
    private static final double ROOM = 0.5;

    private static final Color GENERATED = new Color(0xD5, 0x5E, 0x00);
    private static final Color REAL = new Color(0x80, 0x80, 0x80);
    private static final Color REAL_FILL = new Color(0xDD, 0xDD, 0xDD);

    private HistogramPanels() {}

    /** @param comparisons at least one */
    static ImagePlus picture(String title, List<MeasurementComparison> comparisons) {
        List<ImageProcessor> panels = comparisons.stream()
                .map(comparison -> panel(comparison).getProcessor())
                .collect(Collectors.toList());
        int across = panels.size() == 4 ? 2 : Math.min(ACROSS, panels.size());
        int width = panels.get(0).getWidth();
        int height = panels.get(0).getHeight();
        ImageProcessor page = new ColorProcessor(across * width, (panels.size() + across - 1) / across * height);
        page.setColor(Color.WHITE);
        page.fill();
        for (int i = 0; i < panels.size(); i++) {
            page.insert(panels.get(i).convertToRGB(), i % across * width, i / across * height);
        }
        return new ImagePlus(title, page);
    }

    /** Shares over the same bins. */
    private static Plot panel(MeasurementComparison comparison) {
        double[] all = DoubleStream.concat(DoubleStream.of(comparison.generated()), DoubleStream.of(comparison.real()))
                .toArray();
        double low = Quantiles.of(all, 0.001);
        double width = Math.max((Quantiles.of(all, 0.999) - low) / BINS, 1e-9);
        Plot plot = new Plot(comparison.column(), comparison.column(), "Share of images");
        plot.setFrameSize(WIDTH, HEIGHT);
        plot.setFormatFlags(Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_TICKS | Plot.Y_TICKS);
        double[] edges = edges(low, width);
        double[] real = outline(shares(comparison.real(), low, width));
        double[] generated = outline(shares(comparison.generated(), low, width));
        double top = DoubleStream.concat(DoubleStream.of(real), DoubleStream.of(generated))
                .max()
                .orElse(1);
        plot.setLimits(low, low + BINS * width, 0, (1 + ROOM) * top);
        plot.setColor(REAL, REAL_FILL);
        plot.addPoints(edges, real, Plot.FILLED);
        plot.setColor(GENERATED);
        plot.setLineWidth(2);
        plot.addPoints(edges, generated, Plot.LINE);
        plot.setColor(Color.BLACK);
        plot.setLineWidth(1);
        plot.addLegend("real\ngenerated");
        plot.addLabel(0.02, 0.11, label(comparison));
        return plot;
    }

    private static String label(MeasurementComparison comparison) {
        return String.format(
                Locale.ROOT,
                "distance %.3f\nnoise level %.3f\n%s",
                comparison.distance(),
                comparison.noiseLevel(),
                comparison.differs() ? "differs" : "no difference seen");
    }

    private static double[] shares(double[] values, double low, double width) {
        double[] shares = new double[BINS];
        double present = DoubleStream.of(values).filter(v -> !Double.isNaN(v)).count();
        for (double value : values) {
            int bin = (int) Math.floor((value - low) / width);
            if (bin >= 0 && bin < BINS && !Double.isNaN(value)) {
                shares[bin] += 1 / present;
            }
        }
        return shares;
    }

    private static double[] edges(double low, double width) {
        double[] edges = new double[2 * BINS];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = low + width * ((i + 1) / 2);
        }
        return edges;
    }

    private static double[] outline(double[] shares) {
        double[] outline = new double[2 * shares.length];
        Arrays.setAll(outline, i -> shares[i / 2]);
        return outline;
    }
}
