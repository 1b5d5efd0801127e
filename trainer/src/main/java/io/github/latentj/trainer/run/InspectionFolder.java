package io.github.latentj.trainer.run;

import io.github.latentj.trainer.data.DataInspection;
import io.github.latentj.trainer.data.IntensityHistogram;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What an inspection of images leaves to be looked at. */
public final class InspectionFolder {
    /** Lower end of the logarithmic axis: an empty bin is drawn there, below one pixel. */
    private static final double NONE = 0.1;

    private static final Color[] RGB = {new Color(0xd62728), new Color(0x2ca02c), new Color(0x1f77b4)};

    private InspectionFolder() {}

    /**
     * Writes {@code montage.png}, {@code histogram.png}, {@code histogram.csv} and, with every skipped file and its reason,
     * {@code skipped.csv} into a folder, which is made.
     */
    public static void write(Path folder, DataInspection inspection) throws IOException {
        Files.createDirectories(folder);
        ImageIO.write(inspection.montage(), "png", folder.resolve("montage.png").toFile());
        try (OutputStream out = Files.newOutputStream(folder.resolve("histogram.png"))) {
            BitmapEncoder.saveBitmap(List.of(chart(inspection.histogram())), 1, 1, out, BitmapFormat.PNG);
        }
        Files.write(folder.resolve("histogram.csv"), lines(inspection.histogram()));
        List<String> skipped = new ArrayList<>(List.of("file,reason"));
        inspection.report().skipped().forEach(file -> skipped.add(quoted(file.name()) + "," + quoted(file.reason())));
        Files.write(folder.resolve("skipped.csv"), skipped);
    }

    private static XYChart chart(IntensityHistogram histogram) {
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(400)
                .title("Intensities as the network will see them, in the images' units")
                .xAxisTitle("intensity")
                .yAxisTitle("pixels in a bin, logarithmic")
                .build();
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisMin(NONE)
                .setXAxisMin(histogram.from(0))
                .setXAxisMax(histogram.from(histogram.bins()))
                .setLegendVisible(histogram.channels() > 1)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.setCustomYAxisTickLabelsFormatter(count -> count < 1 ? "0" : String.format(Locale.ROOT, "%,.0f", count));
        for (int channel = 0; channel < histogram.channels(); channel++) {
            add(chart, histogram, channel);
        }
        return chart;
    }

    private static void add(XYChart chart, IntensityHistogram histogram, int channel) {
        // Two points for each bin make a stair. One more in the first: on evenly spaced values XChart would put its
        // ticks.
        int points = 2 * histogram.bins();
        double[] x = new double[points + 1];
        double[] pixels = new double[x.length];
        for (int i = 0; i < points; i++) {
            x[i + 1] = histogram.from((i + 1) / 2);
            pixels[i + 1] = Math.max(NONE, histogram.count(channel, i / 2));
        }
        x[0] = x[1];
        pixels[0] = pixels[1];
        x[1] = (x[0] + x[2]) / 2;
        XYSeries series = chart.addSeries("channel " + (channel + 1), x, pixels);
        series.setMarker(SeriesMarkers.NONE);
        if (histogram.channels() == 3) {
            series.setLineColor(RGB[channel]);
        } else if (histogram.channels() == 1) {
            series.setLineColor(Color.DARK_GRAY);
        }
    }

    private static List<String> lines(IntensityHistogram histogram) {
        List<String> lines = new ArrayList<>();
        StringBuilder header = new StringBuilder("from,to");
        for (int channel = 0; channel < histogram.channels(); channel++) {
            header.append(",channel_").append(channel + 1);
        }
        lines.add(header.toString());
        for (int bin = 0; bin < histogram.bins(); bin++) {
            StringBuilder line = new StringBuilder(number(histogram, histogram.from(bin)))
                    .append(',')
                    .append(number(histogram, histogram.to(bin)));
            for (int channel = 0; channel < histogram.channels(); channel++) {
                line.append(',').append(histogram.count(channel, bin));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String number(IntensityHistogram histogram, double intensity) {
        return histogram.isWhole() ? String.valueOf((long) intensity) : String.valueOf(intensity);
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }
}
