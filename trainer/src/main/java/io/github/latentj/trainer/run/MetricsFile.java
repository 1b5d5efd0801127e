package io.github.latentj.trainer.run;

import io.github.latentj.trainer.train.StepMetrics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code metrics.csv}: one line a step, the same numbers on every repetition of the run. */
final class MetricsFile implements AutoCloseable {
    static final String HEADER = "epoch,step,discriminator_loss,generator_loss,real_score,fake_score,"
            + "discriminator_gradient_norm,generator_gradient_norm,fake_score_after";

    private static final String NUMBER = ",-?[0-9.]+(e[-+]?[0-9]+)?";
    private static final Pattern LINE = Pattern.compile("[0-9]{1,9},[0-9]{1,18}(" + NUMBER + "){6}(" + NUMBER + "|,)");

    static final int COLUMNS = HEADER.split(",").length;

    /** So that a look at a run in progress shows what was just done. */
    private static final long FLUSHED_NANOS = 5_000_000_000L;

    private final BufferedWriter out;
    private long flushedAt = System.nanoTime();

    private MetricsFile(Path file) throws IOException {
        out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static MetricsFile create(Path file) throws IOException {
        Files.writeString(file, HEADER + "\n", StandardOpenOption.CREATE_NEW);
        return new MetricsFile(file);
    }

    /** Goes on after {@code lastStep}; lines of later steps, which the checkpoint does not know, are dropped. */
    static MetricsFile resume(Path file, long lastStep) throws IOException {
        if (!Files.exists(file)) {
            return create(file);
        }
        List<String> kept = new ArrayList<>(List.of(HEADER));
        for (String line : wholeLines(file)) {
            if (step(line) <= lastStep) {
                kept.add(line);
            }
        }
        AtomicFiles.write(file, temporary -> Files.writeString(temporary, String.join("\n", kept) + "\n"));
        return new MetricsFile(file);
    }

    /**
     * The lines of steps in their order, without what a full disk or a killed process left half. Runs of version 0.1 did
     * not note the last column, which is then empty.
     */
    static List<String> wholeLines(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        String missing = !lines.isEmpty() && HEADER.startsWith(lines.get(0) + ",") ? "," : "";
        List<String> whole = new ArrayList<>();
        long last = 0;
        for (String line : lines) {
            String entry = line + missing;
            if (LINE.matcher(entry).matches() && step(entry) > last) {
                last = step(entry);
                whole.add(entry);
            }
        }
        return whole;
    }

    private static long step(String line) {
        return Long.parseLong(line.split(",", 3)[1]);
    }

    void append(int epoch, long step, StepMetrics metrics) throws IOException {
        out.write(String.format(
                Locale.ROOT,
                "%d,%d,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g\n",
                epoch,
                step,
                metrics.discriminatorLoss(),
                metrics.generatorLoss(),
                metrics.realScore(),
                metrics.fakeScore(),
                metrics.discriminatorGradientNorm(),
                metrics.generatorGradientNorm(),
                metrics.fakeScoreAfter()));
        if (System.nanoTime() - flushedAt > FLUSHED_NANOS) {
            flush();
        }
    }

    void flush() throws IOException {
        out.flush();
        flushedAt = System.nanoTime();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
