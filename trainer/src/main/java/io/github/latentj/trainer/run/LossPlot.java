package io.github.latentj.trainer.run;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** {@code metrics.png}: losses and scores over the steps of a run, drawn from its {@code metrics.csv}. */
final class LossPlot {
    private static final int MOST_POINTS = 400;

    private LossPlot() {}

    static void write(Path metricsCsv, Path picture) throws IOException {
        List<String> lines = MetricsFile.wholeLines(metricsCsv);
        int steps = lines.size();
        if (steps < 2) {
            return;
        }
        double[][] columns = averaged(lines, Math.min(steps, MOST_POINTS));
        // On evenly spaced steps XChart would put its ticks, such as 1, 9, 17: no line bends at this one.
        columns = withMiddle(columns);
        XYChart losses = chart("loss (nats)");
        add(losses, "discriminator", columns[1], columns[2], new Color(0x1f77b4));
        add(losses, "generator", columns[1], columns[3], new Color(0xd62728));
        XYChart scores = chart("mean score");
        add(scores, "real images, D(x)", columns[1], columns[4], new Color(0x1f77b4));
        add(scores, "generated images, D(G(z))", columns[1], columns[5], new Color(0xd62728));
        add(scores, "the same after the discriminator's update", columns[1], columns[8], new Color(0x2ca02c));
        scores.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        AtomicFiles.write(picture, temporary -> {
            try (var out = Files.newOutputStream(temporary)) {
                BitmapEncoder.saveBitmap(List.of(losses, scores), 2, 1, out, BitmapFormat.PNG);
            }
        });
    }

    /** Each column with the middle of its first two values between them. */
    private static double[][] withMiddle(double[][] columns) {
        double[][] wider = new double[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            wider[c] = new double[columns[c].length + 1];
            wider[c][0] = columns[c][0];
            wider[c][1] = (columns[c][0] + columns[c][1]) / 2;
            System.arraycopy(columns[c], 1, wider[c], 2, columns[c].length - 1);
        }
        return wider;
    }

    private static XYChart chart(String yAxis) {
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(300)
                .xAxisTitle("step")
                .yAxisTitle(yAxis)
                .build();
        chart.getStyler()
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        // There is nothing between two steps.
        chart.setCustomXAxisTickLabelsFormatter(
                step -> step == Math.rint(step) ? String.format(Locale.ROOT, "%.0f", step) : "");
        return chart;
    }

    private static void add(XYChart chart, String name, double[] x, double[] y, Color color) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
    }

    /** Each column of the table as means over {@code points} equal stretches of steps, NaN where a number was not noted. */
    static double[][] averaged(List<String> lines, int points) {
        int steps = lines.size();
        double[][] columns = new double[MetricsFile.COLUMNS][points];
        for (int point = 0; point < points; point++) {
            int from = (int) ((long) point * steps / points);
            int to = (int) ((long) (point + 1) * steps / points);
            for (int i = from; i < to; i++) {
                String[] fields = lines.get(i).split(",", -1);
                for (int c = 0; c < columns.length; c++) {
                    double value = fields[c].isEmpty() ? Double.NaN : Double.parseDouble(fields[c]);
                    columns[c][point] += value / (to - from);
                }
            }
        }
        return columns;
    }
}
