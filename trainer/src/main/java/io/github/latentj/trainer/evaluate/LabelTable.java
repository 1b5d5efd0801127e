package io.github.latentj.trainer.evaluate;

import io.github.latentj.trainer.data.NoImagesException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table of images and what is known of them: CSV with a header, separated by commas, semicolons or tabs, fields in
 * quotes or not. One column names the image files; it is called file, filename, image, name or, as ImageJ does, Label,
 * unless the user says otherwise.
 */
public final class LabelTable {
    private static final List<String> FILE_COLUMNS = List.of("file", "filename", "image", "label", "name");

    private final Path path;
    private final List<String> header;
    private final Map<String, String[]> byFile = new HashMap<>();

    private LabelTable(Path path, List<String> header) {
        this.path = path;
        this.header = header;
    }

    /**
     * @param fileColumn name of the column of file names, or null for one of the usual names
     * @throws NoImagesException if the table has no such column or no rows
     */
    public static LabelTable read(Path path, String fileColumn) throws IOException {
        List<String[]> rows = rows(Files.readString(path, StandardCharsets.UTF_8));
        if (rows.size() < 2) {
            throw new NoImagesException(
                    "no rows in the table " + path.toAbsolutePath().normalize());
        }
        LabelTable table = new LabelTable(path, Arrays.asList(rows.get(0)));
        int files = table.fileColumn(fileColumn);
        for (String[] row : rows.subList(1, rows.size())) {
            if (row.length != table.header.size()) {
                throw new NoImagesException("the table " + path.toAbsolutePath().normalize() + " has "
                        + table.header.size() + " columns, but a row of " + row.length + ", the one of " + row[0]);
            }
            table.byFile.put(row[files].replace('\\', '/'), row);
        }
        return table;
    }

    private int fileColumn(String wanted) {
        if (wanted != null) {
            return column(wanted);
        }
        for (String usual : FILE_COLUMNS) {
            for (int c = 0; c < header.size(); c++) {
                if (header.get(c).toLowerCase(Locale.ROOT).equals(usual)) {
                    return c;
                }
            }
        }
        throw new NoImagesException(
                "no column of file names in " + path.toAbsolutePath().normalize() + ": found "
                        + String.join(", ", header) + "; name it by --file-column");
    }

    private int column(String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw new NoImagesException("no column " + name + " in "
                    + path.toAbsolutePath().normalize() + ": found " + String.join(", ", header));
        }
        return column;
    }

    /**
     * What a column says of each image, null where the table does not have the image. An image is found by its path, or
     * by the longest end of it that the table has.
     *
     * @param names of images, such as {@code plate1/a.tif}
     */
    String[] values(String columnName, List<String> names) {
        int column = column(columnName);
        return names.stream()
                .map(name -> row(name).map(row -> row[column]).orElse(null))
                .toArray(String[]::new);
    }

    private Optional<String[]> row(String name) {
        String rest = name.replace('\\', '/');
        while (!byFile.containsKey(rest)) {
            int slash = rest.indexOf('/');
            if (slash < 0) {
                return Optional.empty();
            }
            rest = rest.substring(slash + 1);
        }
        return Optional.of(byFile.get(rest));
    }

    /** Fields as RFC 4180 has them, with the separator that the header uses most. */
    private static List<String[]> rows(String text) {
        String first = text.lines().findFirst().orElse("");
        char separator = ',';
        for (char other : new char[] {';', '\t'}) {
            separator = occurrences(first, other) > occurrences(first, separator) ? other : separator;
        }
        List<String[]> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (quoted && c == '"' && i + 1 < content.length() && content.charAt(i + 1) == '"') {
                field.append(content.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == separator || c == '\n')) {
                row.add(field.toString().strip());
                field.setLength(0);
                if (c == '\n') {
                    addRow(rows, row);
                }
            } else {
                field.append(c);
            }
        }
        row.add(field.toString().strip());
        addRow(rows, row);
        return rows;
    }

    private static long occurrences(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static void addRow(List<String[]> rows, List<String> row) {
        if (row.size() > 1 || !row.get(0).isEmpty()) {
            rows.add(row.toArray(String[]::new));
        }
        row.clear();
    }
}
