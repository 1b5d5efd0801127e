package io.github.latentj.trainer.run;

import io.github.latentj.trainer.run.RunLog.LoggedAlarm;
import io.github.latentj.trainer.train.HealthMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * {@code report.html}: a run on one page that loads nothing, made of the files in the run's folder alone, so that it can
 * be made again at any time.
 */
public final class RunReport {
    private static final int MOST_GRIDS = 6;
    private static final int LOG_LINES = 200;
    private static final String STYLE = "body{font-family:sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
            + "line-height:1.4;color:#222}h1,h2{font-weight:600}table{border-collapse:collapse}"
            + "td{padding:.15rem .8rem .15rem 0;vertical-align:top}td:first-child{color:#666}"
            + "th{text-align:left;padding:.15rem .8rem .15rem 0;font-weight:600}"
            // Grids at their own size: scaled down, they lose the lines between images.
            + "figure{display:inline-block;vertical-align:top;margin:0 1rem 1rem 0;max-width:100%}"
            + "figure div{overflow:auto;max-height:90vh}figure img{display:block;image-rendering:pixelated}"
            + "figure.wide{display:block;margin:1rem 0}"
            + "figcaption{color:#666;contain:inline-size}.alarm{background:#fff3cd;padding:.6rem 1rem;border-left:4px solid #d39e00}"
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
        Optional<RunStatus> status = RunStatus.of(folder);
        if (status.isPresent()) {
            paragraph(status.get().line());
            status.get().command(folder.path()).ifPresent(command -> preformatted(List.of(command)));
        }
        RunStatus.nearerBefore(folder).ifPresent(this::paragraph);
        alarms();
        grids();
        page.append(CurvesChapter.html(folder));
        page.append(EvaluationChapter.html(folder));
        heading(2, "Settings");
        table(folder.namedSettings());
        heading(2, "Data");
        data();
        log();
        return page.append("</body>\n</html>\n").toString();
    }

    private void alarms() throws IOException {
        Collection<LoggedAlarm> alarms = RunLog.alarms(folder.log());
        heading(2, "Alarms");
        if (!Files.exists(folder.log())) {
            page.append("<p>Not recorded: the run has no log.</p>\n");
        } else if (alarms.isEmpty()) {
            paragraph(withoutAlarm(folder));
        }
        for (LoggedAlarm alarm : alarms) {
            page.append(alarm.over().isPresent() ? "<p>" : "<p class=\"alarm\">")
                    .append(escaped(alarm.line()))
                    .append("</p>\n");
        }
    }

    /** What to say of alarms where none lasts. */
    static String allClear(RunFolder folder) throws IOException {
        Collection<LoggedAlarm> over = RunLog.alarms(folder.log());
        return over.isEmpty()
                ? withoutAlarm(folder)
                : "None that lasts. " + over.stream().map(LoggedAlarm::line).collect(Collectors.joining(". "));
    }

    /** What it means for a run that there was no alarm. */
    private static String withoutAlarm(RunFolder folder) throws IOException {
        LongStream looked = new EpochsFile(folder.epochs()).read().stream().mapToLong(EpochsFile.Line::step);
        return HealthMonitor.withoutAlarm(RunStatus.stepsDone(folder), looked);
    }

    private void grids() throws IOException {
        heading(2, "Images");
        List<Path> grids = folder.grids();
        paragraph(
                grids.isEmpty()
                        ? "No epoch is done yet: the images that the same 64 latents make after different epochs follow"
                                + " from the first epoch on."
                        : "The same 64 latents after different epochs, and real images to compare with.");
        for (Path grid : Animation.spread(grids, MOST_GRIDS)) {
            String epoch = grid.getFileName().toString().replaceAll("[^0-9]", "");
            figure(grid, "png", "epoch " + Integer.parseInt(epoch));
        }
        figure(folder.realSamples(), "png", "real images");
        figure(folder.animation(), "gif", "all epochs");
        figure(folder.walk(), "png", "walks, one a row, from one random latent (left) to another (right)");
        figure(
                folder.arithmetic(),
                "png",
                "sums of latents, two a row: the images of three random latents a, b and c, and that of a - b + c, which"
                        + " is c with what a has and b has not");
    }

    private void figure(Path picture, String type, String caption) throws IOException {
        if (Files.exists(picture)) {
            page.append("<figure><div><img alt=\"\" src=\"data:image/")
                    .append(type)
                    .append(";base64,")
                    .append(Base64.getEncoder().encodeToString(Files.readAllBytes(picture)))
                    .append("\"/></div><figcaption>")
                    .append(escaped(caption))
                    .append("</figcaption></figure>\n");
        }
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

    private void paragraph(String words) {
        page.append("<p>").append(escaped(words)).append("</p>\n");
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
