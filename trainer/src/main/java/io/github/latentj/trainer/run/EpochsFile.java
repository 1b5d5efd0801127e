package io.github.latentj.trainer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code epochs.csv}: what was measured on the images of the fixed latents, one line an epoch. */
final class EpochsFile {
    static final String HEADER = "epoch,step,diversity,distance";

    private final Path file;

    /**
     * One line.
     *
     * @param diversity mean distance between generated images by that between real ones; 1 is as different as real
     * @param distance of the generated images to real ones, {@link io.github.latentj.trainer.train.SlicedWasserstein}
     */
    record Line(int epoch, long step, double diversity, double distance) {}

    EpochsFile(Path file) {
        this.file = file;
    }

    void append(Line line) throws IOException {
        String text =
                String.format(Locale.ROOT, "%d,%d,%.6g,%.6g\n", line.epoch, line.step, line.diversity, line.distance);
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

    /** The whole lines; none if there is no file. */
    List<Line> read() throws IOException {
        List<Line> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(",");
            if (line.matches("[0-9]+,[0-9]+,[-+.0-9eE]+,[-+.0-9eE]+")) {
                lines.add(new Line(
                        Integer.parseInt(fields[0]),
                        Long.parseLong(fields[1]),
                        Double.parseDouble(fields[2]),
                        Double.parseDouble(fields[3])));
            }
        }
        return lines;
    }
}
