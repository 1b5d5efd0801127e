package io.github.latentj.trainer.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A line chart as an SVG element for a web page: no scripts, no fonts, nothing to load. */
final class SvgChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int TOP = 28;
    private static final int BOTTOM = 34;
    private static final int ROWS = 5;
    private static final int COLUMNS = 8;
    private static final int MOST_DOTS = 30;
    private static final String[] COLORS = {"#1f77b4", "#d62728", "#2ca02c", "#ff7f0e"};

    private final String xAxis;
    private final List<Series> series = new ArrayList<>();
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    private record Series(String name, double[] x, double[] y) {}

    private record Range(double from, double to) {
        double share(double value) {
            return to > from ? (value - from) / (to - from) : 0.5;
        }
    }

    SvgChart(String xAxis) {
        this.xAxis = xAxis;
    }

    /**
     * A line through the points whose {@code y} is finite; without any there is none.
     *
     * @param y of the length of {@code x}
     */
    SvgChart line(String name, double[] x, double[] y) {
        int[] shown =
                IntStream.range(0, y.length).filter(i -> Double.isFinite(y[i])).toArray();
        if (shown.length > 0) {
            series.add(new Series(
                    name,
                    Arrays.stream(shown).mapToDouble(i -> x[i]).toArray(),
                    Arrays.stream(shown).mapToDouble(i -> y[i]).toArray()));
        }
        return this;
    }

    /** Has the vertical axis reach over these values at least. */
    SvgChart reaching(double from, double to) {
        lowest = from;
        highest = to;
        return this;
    }

    /** As a file of its own. */
    String toSvgFile() {
        return toSvg().replaceFirst("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    }

    String toSvg() {
        Range x = range(series.stream().map(Series::x).toList());
        Range values = range(series.stream().map(Series::y).toList());
        Ticks rows = Ticks.around(Math.min(lowest, values.from), Math.max(highest, values.to), ROWS);
        Range y = new Range(rows.from(), rows.to());
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                HEIGHT));
        for (double value : rows.values()) {
            double top = top(y.share(value));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    LEFT,
                    WIDTH - RIGHT,
                    top,
                    top));
            text(svg, LEFT - 6, top + 4, "end", "#333", rows.label(value));
        }
        boolean whole = series.stream()
                .flatMapToDouble(one -> Arrays.stream(one.x))
                .allMatch(value -> value == Math.rint(value));
        Ticks columns = Ticks.of(x.from, x.to, COLUMNS, whole);
        for (double value : columns.values()) {
            text(svg, left(x.share(value)), HEIGHT - BOTTOM + 16, "middle", "#333", columns.label(value));
        }
        text(svg, left(0.5), HEIGHT - 4, "middle", "#333", xAxis);
        for (int i = 0; i < series.size(); i++) {
            String color = COLORS[i % COLORS.length];
            svg.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                    .append(color)
                    .append("\" points=\"")
                    .append(points(series.get(i), x, y))
                    .append("\"/>\n");
            dots(svg, series.get(i), color, x, y);
            text(svg, LEFT + i * 220.0, TOP - 12, "start", color, series.get(i).name);
        }
        return svg.append("</svg>\n").toString();
    }

    private static Range range(List<double[]> values) {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (double[] some : values) {
            for (double value : some) {
                from = Math.min(from, value);
                to = Math.max(to, value);
            }
        }
        return new Range(from, to);
    }

    private static double top(double share) {
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    /** A line of one point is not seen, and one of few hides where they are. */
    private static void dots(StringBuilder svg, Series line, String color, Range x, Range y) {
        for (int i = 0; i < line.x.length && line.x.length <= MOST_DOTS; i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>%n",
                    left(x.share(line.x[i])),
                    top(y.share(line.y[i])),
                    color));
        }
    }

    private static double left(double share) {
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static String points(Series line, Range x, Range y) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < line.x.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", left(x.share(line.x[i])), top(y.share(line.y[i]))));
        }
        return points.toString().strip();
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String color, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                color,
                RunReport.escaped(words)));
    }
}
