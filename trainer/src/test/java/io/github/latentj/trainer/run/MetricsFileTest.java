package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.trainer.train.StepMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    @TempDir
    private Path folder;

    private static StepMetrics metrics(double loss) {
        return new StepMetrics(loss, 2.5, 0.75, 0.125, 0.0625, 3, 4);
    }

    @Test
    void numbersHaveADecimalPointInEveryLocale() throws IOException {
        Locale kept = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try (MetricsFile file = MetricsFile.create(folder.resolve("metrics.csv"))) {
            file.append(1, 1, metrics(1.25));
        } finally {
            Locale.setDefault(kept);
        }
        assertThat(Files.readAllLines(folder.resolve("metrics.csv")))
                .containsExactly(MetricsFile.HEADER, "1,1,1.25000,2.50000,0.750000,0.125000,3.00000,4.00000,0.0625000");
    }

    @Test
    void stepsAfterTheCheckpointAndAHalfLineAreDroppedOnResume() throws IOException {
        Path csv = folder.resolve("metrics.csv");
        try (MetricsFile file = MetricsFile.create(csv)) {
            for (int step = 1; step <= 5; step++) {
                file.append(1, step, metrics(step));
            }
        }
        String whole = Files.readString(csv);
        Files.writeString(csv, "1,6,3.0", StandardOpenOption.APPEND);
        try (MetricsFile file = MetricsFile.resume(csv, 3)) {
            file.append(1, 4, metrics(4));
            file.append(1, 5, metrics(5));
        }
        assertThat(csv).hasContent(whole);
    }

    @Test
    void linesOfAnOlderVersionStayBesideNewOnes() throws IOException {
        Path csv = folder.resolve("metrics.csv");
        String old = "1,1,1.25000,2.50000,0.750000,0.125000,3.00000,4.00000";
        Files.writeString(csv, MetricsFile.HEADER.replace(",fake_score_after", "") + "\n" + old + "\n");
        try (MetricsFile file = MetricsFile.resume(csv, 1)) {
            file.append(1, 2, metrics(1.25));
        }
        assertThat(Files.readAllLines(csv))
                .containsExactly(MetricsFile.HEADER, old + ",", old.replace("1,1,", "1,2,") + ",0.0625000");
        double[][] columns = LossPlot.averaged(MetricsFile.wholeLines(csv), 2);
        assertThat(columns[8]).containsExactly(Double.NaN, 0.0625);
        assertThat(columns[7]).containsExactly(4, 4);
    }
}
