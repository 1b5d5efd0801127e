package io.github.latentj.trainer.run;

import io.github.latentj.trainer.train.StepMetrics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** {@code metrics.csv}: one line a step, the same numbers on every repetition of the run. */
final class MetricsFile implements AutoCloseable {
    static final String HEADER = "epoch,step,discriminator_loss,generator_loss,real_score,fake_score,"
            + "discriminator_gradient_norm,generator_gradient_norm";

    private final BufferedWriter out;

    private MetricsFile(Path file) throws IOException {
        out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static MetricsFile create(Path file) throws IOException {
        Files.writeString(file, HEADER + "\n", StandardOpenOption.CREATE_NEW);
        return new MetricsFile(file);
    }

    /** Goes on after {@code lastStep}; lines of later steps, which the checkpoint does not know, are dropped. */
    static MetricsFile resume(Path file, long lastStep) throws IOException {
        List<String> kept = Files.readAllLines(file).stream()
                .limit(1 + lastStep)
                .filter(line -> !line.isEmpty())
                .toList();
        AtomicFiles.write(file, temporary -> Files.writeString(temporary, String.join("\n", kept) + "\n"));
        return new MetricsFile(file);
    }

    void append(int epoch, long step, StepMetrics metrics) throws IOException {
        out.write(String.format(
                Locale.ROOT,
                "%d,%d,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g\n",
                epoch,
                step,
                metrics.discriminatorLoss(),
                metrics.generatorLoss(),
                metrics.realScore(),
                metrics.fakeScore(),
                metrics.discriminatorGradientNorm(),
                metrics.generatorGradientNorm()));
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
