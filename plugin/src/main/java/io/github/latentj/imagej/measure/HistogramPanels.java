package io.github.latentj.imagej.measure;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.latentj.explore.measure.MeasurementComparison;
import io.github.latentj.latent.Quantiles;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** One picture of all compared columns: how each is distributed in generated and in real images. */
public final class HistogramPanels {
    private static final int ACROSS = 3;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 170;
    private static final int FEWEST_BINS = 10;
    private static final int MOST_BINS = 40;
    /** Share of the height that stays free above the highest bar, for words. */
    private static final double ROOM = 0.5;

    private static final Color GENERATED = new Color(0xD5, 0x5E, 0x00);
    private static final Color REAL = new Color(0x80, 0x80, 0x80);
    private static final Color REAL_FILL = new Color(0xDD, 0xDD, 0xDD);

    private HistogramPanels() {}

    /** @param comparisons at least one */
    public static ImagePlus picture(String title, List<MeasurementComparison> comparisons) {
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

    /** Shares over the same bins, fewer where there are few images: each would stand alone otherwise. */
    private static Plot panel(MeasurementComparison comparison) {
        double[] generated = present(comparison.generated());
        double[] real = present(comparison.real());
        double[] all = DoubleStream.concat(DoubleStream.of(generated), DoubleStream.of(real))
                .toArray();
        int bins = (int) (2 * Math.sqrt(Math.min(generated.length, real.length)));
        bins = Math.max(FEWEST_BINS, Math.min(MOST_BINS, bins));
        double low = Quantiles.of(all, 0.001);
        double width = Math.max((Quantiles.of(all, 0.999) - low) / bins, 1e-9);
        double[] edges = edges(low, width, bins);
        double[] ofReal = outline(shares(real, low, width, bins));
        double[] ofGenerated = outline(shares(generated, low, width, bins));
        double top = DoubleStream.concat(DoubleStream.of(ofReal), DoubleStream.of(ofGenerated))
                .max()
                .orElse(1);
        Plot plot = new Plot(comparison.column(), comparison.column(), "Share of images");
        plot.setFrameSize(WIDTH, HEIGHT);
        plot.setFormatFlags(Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_TICKS | Plot.Y_TICKS);
        plot.setLimits(low, low + bins * width, 0, (1 + ROOM) * top);
        plot.setColor(REAL, REAL_FILL);
        plot.addPoints(edges, ofReal, Plot.FILLED);
        plot.setColor(GENERATED);
        plot.setLineWidth(2);
        plot.addPoints(edges, ofGenerated, Plot.LINE);
        plot.setColor(Color.BLACK);
        plot.setLineWidth(1);
        plot.addLegend("real\ngenerated");
        plot.addLabel(0.04, 0.11, label(comparison));
        return plot;
    }

    private static String label(MeasurementComparison comparison) {
        return String.format(
                Locale.ROOT,
                "distance %.3f\nnoise level %.3f\n%s",
                comparison.distance(),
                comparison.noiseLevel(),
                comparison.differs() ? "difference seen" : "no difference seen");
    }

    private static double[] present(double[] values) {
        return DoubleStream.of(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    private static double[] shares(double[] values, double low, double width, int bins) {
        double[] shares = new double[bins];
        for (double value : values) {
            int bin = (int) Math.floor((value - low) / width);
            if (bin >= 0 && bin < bins) {
                shares[bin] += 1.0 / values.length;
            }
        }
        return shares;
    }

    private static double[] edges(double low, double width, int bins) {
        double[] edges = new double[2 * bins];
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
