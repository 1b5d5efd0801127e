package io.github.latentj.trainer;

import io.github.latentj.trainer.evaluate.Cells;
import io.github.latentj.trainer.evaluate.Section.Table;
import io.github.latentj.trainer.run.RunEvaluation.Chapter;
import java.util.ArrayList;
import java.util.List;

/** Tables of an evaluation as lines for a terminal. */
final class TextTables {
    private TextTables() {}

    static List<String> of(Chapter chapter) {
        List<String> lines = new ArrayList<>(List.of("", chapter.title()));
        for (Table table : chapter.tables()) {
            lines.add("");
            lines.add(table.title());
            add(table, lines);
        }
        return lines;
    }

    private static void add(Table table, List<String> lines) {
        List<List<String>> rows = new ArrayList<>(List.of(table.columns()));
        table.rows().forEach(row -> rows.add(row.stream().map(Cells::text).toList()));
        int[] widths = new int[table.columns().size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int c = 0; c < widths.length; c++) {
                String gap = " ".repeat(widths[c] - row.get(c).length());
                line.append(' ')
                        .append(c == 0 ? row.get(c) + gap : gap + row.get(c))
                        .append(' ');
            }
            lines.add(line.toString().stripTrailing());
        }
    }
}
