package io.github.latentj.trainer.run;

import io.github.latentj.trainer.evaluate.Cells;
import io.github.latentj.trainer.evaluate.Section.Table;
import io.github.latentj.trainer.run.RunEvaluation.Chapter;
import io.github.latentj.trainer.run.RunEvaluation.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The part of a run's report that tells what was measured. */
final class EvaluationChapter {
    private final RunFolder folder;
    private final Path pictures;
    private final StringBuilder page = new StringBuilder();

    private EvaluationChapter(RunFolder folder) {
        this.folder = folder;
        pictures = folder.evaluationPictures();
    }

    /** Empty if nothing was measured. */
    static String html(RunFolder folder) throws IOException {
        Optional<RunEvaluation> evaluation = RunEvaluation.read(folder);
        EvaluationChapter chapter = new EvaluationChapter(folder);
        if (evaluation.isPresent()) {
            chapter.element("h2", "Evaluation");
            for (Chapter part : evaluation.get().chapters()) {
                chapter.append(part);
            }
        }
        return chapter.page.toString();
    }

    private void append(Chapter chapter) throws IOException {
        element("h3", chapter.title());
        RunEvaluation.staleness(folder, chapter).ifPresent(this::warning);
        if (chapter.origin() != null) {
            element("p", "Measured by: " + chapter.origin().command());
        }
        chapter.notes().forEach(note -> element("p", note));
        chapter.tables().forEach(this::table);
        for (Picture picture : chapter.pictures()) {
            figure(picture);
        }
    }

    private void table(Table table) {
        element("h4", table.title());
        page.append("<table>\n");
        row("th", table.columns());
        table.rows().forEach(row -> row("td", row));
        page.append("</table>\n");
    }

    private void row(String tag, List<?> cells) {
        page.append("<tr>");
        cells.forEach(cell -> element(tag, Cells.text(cell)));
        page.append("</tr>\n");
    }

    private void figure(Picture picture) throws IOException {
        Path file = pictures.resolve(picture.file()).normalize();
        if (!file.startsWith(pictures.normalize()) || !Files.exists(file)) {
            return;
        }
        page.append("<figure class=\"wide\">");
        if (picture.file().endsWith(".svg")) {
            // On a page the namespace is understood, and nothing on the page looks like an address.
            page.append(Files.readString(file).replaceFirst(" xmlns=\"[^\"]*\"", ""));
        } else {
            page.append("<div><img alt=\"\" src=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                    .append("\"/></div>");
        }
        element("figcaption", picture.caption());
        page.append("</figure>\n");
    }

    private void warning(String words) {
        page.append("<p class=\"alarm\">").append(RunReport.escaped(words)).append("</p>\n");
    }

    private void element(String tag, String words) {
        page.append('<')
                .append(tag)
                .append('>')
                .append(RunReport.escaped(words))
                .append("</")
                .append(tag)
                .append(">\n");
    }
}
