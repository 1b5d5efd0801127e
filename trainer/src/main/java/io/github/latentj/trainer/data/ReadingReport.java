package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.Counted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * What was found when images were read.
 *
 * @param source folder or file
 * @param summary one line: number, shape and intensity range of the images
 * @param kinds pictures by size, pixel type, channels and file format
 * @param skipped files that gave no picture
 * @param decisions what was done to the pictures that a person might not expect, one sentence each
 * @param patches images that the pictures would give by {@link CropMode#RANDOM_CROP}, whatever was done
 */
public record ReadingReport(
        Path source,
        String summary,
        SortedMap<String, Integer> kinds,
        List<Skipped> skipped,
        List<String> decisions,
        long patches) {
    private static final int LINES_SHOWN = 5;
    private static final int LINES_RECORDED = 1_000;

    /** A file that gave no picture, and why. */
    public record Skipped(String name, String reason) {
        @Override
        public String toString() {
            return name + " (" + reason + ")";
        }
    }

    /** A few lines for a person. */
    public List<String> lines() {
        return lines(LINES_SHOWN);
    }

    /** All that a record needs; kinds and skipped files beyond thousands are only counted. */
    public List<String> record() {
        return lines(LINES_RECORDED);
    }

    /** Lines for a person that name at most {@code most} kinds and {@code most} skipped files. */
    public List<String> lines(int most) {
        List<String> lines = new ArrayList<>();
        lines.add(summary);
        kinds.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .limit(most)
                .forEach(kind -> lines.add(String.format(Locale.ROOT, "  %6d  %s", kind.getValue(), kind.getKey())));
        if (kinds.size() > most) {
            lines.add("  and " + (kinds.size() - most) + " more kinds");
        }
        if (!skipped.isEmpty()) {
            lines.add("Skipped " + Counted.of(skipped.size(), "file") + ":");
            skipped.stream().limit(most).forEach(file -> lines.add("  " + file));
            if (skipped.size() > most) {
                lines.add("  and " + (skipped.size() - most) + " more");
            }
        }
        lines.addAll(decisions);
        return List.copyOf(lines);
    }
}
