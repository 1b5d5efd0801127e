package io.github.latentj.trainer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * {@code report.html}: a run on one page that loads nothing, made of the files in the run's folder alone, so that it can
 * be made again at any time.
 */
public final class RunReport {
    private static final int MOST_POINTS = 400;
    private static final int MOST_GRIDS = 6;
    private static final int LOG_LINES = 200;
    private static final String STYLE = "body{font-family:sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;"
            + "line-height:1.4;color:#222}h1,h2{font-weight:600}table{border-collapse:collapse}"
            + "td{padding:.15rem .8rem .15rem 0;vertical-align:top}td:first-child{color:#666}"
            + "th{text-align:left;padding:.15rem .8rem .15rem 0;font-weight:600}"
            + "img{max-width:100%;image-rendering:pixelated}figure{display:inline-block;vertical-align:top;margin:0 1rem 1rem 0;width:19rem}"
            + "figure.wide{display:block;width:auto;margin:1rem 0}"
            + "figcaption{color:#666}.alarm{background:#fff3cd;padding:.6rem 1rem;border-left:4px solid #d39e00}"
            + "pre{background:#f6f6f6;padding:1rem;white-space:pre-wrap}";

    private final RunFolder folder;
    private final StringBuilder page = new StringBuilder();

    private RunReport(RunFolder folder) {
        this.folder = folder;
    }

    /** Writes the report of a run, finished or not, and returns its file. */
    public static Path write(RunFolder folder) throws IOException {
        String html = new RunReport(folder).html();
        AtomicFiles.write(folder.report(), temporary -> Files.writeString(temporary, html));
        return folder.report();
    }

    private String html() throws IOException {
        String name = folder.path().toAbsolutePath().normalize().getFileName().toString();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>")
                .append(escaped(name))
                .append(", a LatentJ run</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        heading(1, name);
        alarms();
        grids();
        curves();
        page.append(EvaluationChapter.html(folder));
        heading(2, "Settings");
        table(folder.namedSettings());
        heading(2, "Data");
        data();
        log();
        return page.append("</body>\n</html>\n").toString();
    }

    private void alarms() throws IOException {
        // A resumed run may have told twice.
        List<String> alarms = List.copyOf(new LinkedHashSet<>(RunLog.alarms(folder.log())));
        heading(2, "Alarms");
        if (!Files.exists(folder.log())) {
            page.append("<p>Not recorded: the run has no log.</p>\n");
        } else if (alarms.isEmpty()) {
            page.append(
                    "<p>None: no collapse, no oscillation, no divergence, and the discriminator has not won.</p>\n");
        }
        for (String alarm : alarms) {
            page.append("<p class=\"alarm\">").append(escaped(alarm)).append("</p>\n");
        }
    }

    private void grids() throws IOException {
        heading(2, "Images");
        page.append("<p>The same 64 latents after different epochs, and real images to compare with.</p>\n");
        for (Path grid : Animation.spread(folder.grids(), MOST_GRIDS)) {
            String epoch = grid.getFileName().toString().replaceAll("[^0-9]", "");
            figure(grid, "png", "epoch " + Integer.parseInt(epoch));
        }
        figure(folder.realSamples(), "png", "real images");
        figure(folder.animation(), "gif", "all epochs");
        figure(folder.walk(), "png", "walks from one latent (left) to another (right)");
        figure(folder.arithmetic(), "png", "a, b, c and a - b + c, twice a row");
    }

    private void figure(Path picture, String type, String caption) throws IOException {
        if (Files.exists(picture)) {
            page.append("<figure><img alt=\"\" src=\"data:image/")
                    .append(type)
                    .append(";base64,")
                    .append(Base64.getEncoder().encodeToString(Files.readAllBytes(picture)))
                    .append("\"/><figcaption>")
                    .append(escaped(caption))
                    .append("</figcaption></figure>\n");
        }
    }

    private void curves() throws IOException {
        List<String> lines = Files.exists(folder.metrics()) ? MetricsFile.wholeLines(folder.metrics()) : List.of();
        if (!lines.isEmpty()) {
            double[][] c = LossPlot.averaged(lines, Math.min(lines.size(), MOST_POINTS));
            chart(
                    "Losses in nats",
                    new SvgChart("step").line("discriminator", c[1], c[2]).line("generator", c[1], c[3]));
            chart(
                    "Mean scores of the discriminator",
                    new SvgChart("step")
                            .line("real, D(x)", c[1], c[4])
                            .line("generated, D(G(z))", c[1], c[5])
                            .line("the same after the update", c[1], c[8]));
            chart(
                    "Lengths of the gradients",
                    new SvgChart("step").line("discriminator", c[1], c[6]).line("generator", c[1], c[7]));
        }
        List<EpochsFile.Line> epochs = new EpochsFile(folder.epochs()).read();
        if (!epochs.isEmpty()) {
            double[] x = epochs.stream().mapToDouble(EpochsFile.Line::epoch).toArray();
            double[] diversity =
                    epochs.stream().mapToDouble(EpochsFile.Line::diversity).toArray();
            double[] distance =
                    epochs.stream().mapToDouble(EpochsFile.Line::distance).toArray();
            chart(
                    "Diversity of the images, 1 is that of real ones",
                    new SvgChart("epoch").line("diversity", x, diversity));
            chart(
                    "Distance of generated to real images (sliced Wasserstein)",
                    new SvgChart("epoch").line("distance", x, distance));
        }
    }

    private void chart(String title, SvgChart chart) {
        heading(2, title);
        page.append(chart.toSvg());
    }

    private void table(Map<String, String> rows) {
        page.append("<table>\n");
        rows.forEach((name, value) -> page.append("<tr><td>")
                .append(escaped(name))
                .append("</td><td>")
                .append(escaped(value))
                .append("</td></tr>\n"));
        page.append("</table>\n");
    }

    private void data() throws IOException {
        if (!Files.exists(folder.data())) {
            return;
        }
        DataRecord data = DataRecord.read(folder.data());
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("source", data.source());
        rows.put("images", String.valueOf(data.images()));
        rows.put("SHA-256", data.sha256());
        table(rows);
        if (data.found() != null) {
            preformatted(data.found());
        }
    }

    private void log() throws IOException {
        if (!Files.exists(folder.log())) {
            return;
        }
        heading(2, "Log");
        // Places in the program are for developers, who look into the file.
        List<String> lines = Files.readAllLines(folder.log()).stream()
                .filter(line -> !line.startsWith(" "))
                .toList();
        preformatted(lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    private void preformatted(List<String> lines) {
        page.append("<pre>").append(escaped(String.join("\n", lines))).append("\n</pre>\n");
    }

    private void heading(int level, String words) {
        page.append("<h" + level + ">").append(escaped(words)).append("</h" + level + ">\n");
    }

    /** As text of a page: what HTML would read as markup, and what XML forbids, is replaced. */
    static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
