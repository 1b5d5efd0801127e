package io.github.latentj.trainer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code epochs.csv}: what was measured on the images of the fixed latents, one line an epoch. */
final class EpochsFile {
    static final String HEADER = "epoch,step,diversity,distance,real_distance";

    /** Of what 64 images tell; neighbouring epochs of a run that goes well differ less. */
    private static final double CLEARLY_FARTHER = 1.2;

    private static final Pattern LINE = Pattern.compile("[0-9]+,[0-9]+(,[-+.0-9eE]+){2}(,[-+.0-9eE]*)?");

    private final Path file;

    /**
     * One line.
     *
     * @param diversity mean distance between generated images by that between real ones; 1 is as different as real
     * @param distance of the generated images to real ones, {@link io.github.latentj.trainer.train.SlicedWasserstein}
     * @param realDistance of as many other real images to the same, below which nothing can be seen; NaN if there are too
     *     few, or an older version wrote the line
     */
    record Line(int epoch, long step, double diversity, double distance, double realDistance) {}

    EpochsFile(Path file) {
        this.file = file;
    }

    void append(Line line) throws IOException {
        String real = Double.isNaN(line.realDistance) ? "" : String.format(Locale.ROOT, "%.6g", line.realDistance);
        String text = String.format(
                Locale.ROOT, "%d,%d,%.6g,%.6g,%s\n", line.epoch, line.step, line.diversity, line.distance, real);
        if (!Files.exists(file)) {
            Files.writeString(file, HEADER + "\n");
        }
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    /** Drops what a checkpoint at {@code lastStep} does not know, and a half line. */
    void resumeAfter(long lastStep) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<Line> kept = read().stream().filter(line -> line.step <= lastStep).toList();
        Files.delete(file);
        for (Line line : kept) {
            append(line);
        }
    }

    /** The epoch whose images were clearly nearer to the real ones than the last; empty if there is none. */
    Optional<Line> nearerBefore() throws IOException {
        List<Line> lines = read();
        return lines.stream()
                .min(Comparator.comparingDouble(Line::distance))
                .filter(best -> lines.get(lines.size() - 1).distance() > CLEARLY_FARTHER * best.distance());
    }

    /** The whole lines; none if there is no file. */
    List<Line> read() throws IOException {
        List<Line> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(",");
            if (LINE.matcher(line).matches()) {
                lines.add(new Line(
                        Integer.parseInt(fields[0]),
                        Long.parseLong(fields[1]),
                        Double.parseDouble(fields[2]),
                        Double.parseDouble(fields[3]),
                        fields.length > 4 ? Double.parseDouble(fields[4]) : Double.NaN));
            }
        }
        return lines;
    }
}
