package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochsFileTest {
    @TempDir
    private Path folder;

    @Test
    void linesAfterTheCheckpointAndAHalfLineAreDroppedOnResume() throws IOException {
        Path csv = folder.resolve("epochs.csv");
        EpochsFile file = new EpochsFile(csv);
        assertThat(file.read()).isEmpty();
        for (int epoch = 1; epoch <= 3; epoch++) {
            file.append(new EpochsFile.Line(epoch, epoch * 10L, 0.25 * epoch, 7, 1.5));
        }
        Files.writeString(csv, "4,4", StandardOpenOption.APPEND);
        file.resumeAfter(20);
        assertThat(csv)
                .hasContent(EpochsFile.HEADER + "\n1,10,0.250000,7.00000,1.50000\n2,20,0.500000,7.00000,1.50000\n");
        assertThat(file.read()).last().isEqualTo(new EpochsFile.Line(2, 20, 0.5, 7, 1.5));
    }

    @Test
    void anEpochThatWasClearlyNearerIsFound() throws IOException {
        EpochsFile file = new EpochsFile(folder.resolve("epochs.csv"));
        assertThat(file.nearerBefore()).isEmpty();
        double[] distances = {0.4, 0.1, 0.11, 0.13};
        for (int epoch = 1; epoch <= 3; epoch++) {
            file.append(new EpochsFile.Line(epoch, epoch * 10L, 1, distances[epoch - 1], 0.09));
        }
        assertThat(file.nearerBefore()).as("within the noise").isEmpty();

        file.append(new EpochsFile.Line(4, 40, 1, distances[3], 0.09));

        assertThat(file.nearerBefore()).map(EpochsFile.Line::epoch).contains(2);
    }

    @Test
    void linesOfAnOlderVersionAreKept() throws IOException {
        Path csv = folder.resolve("epochs.csv");
        Files.writeString(csv, "epoch,step,diversity,distance\n1,10,0.25,7.5\n2,20,0.5,7\n");
        EpochsFile file = new EpochsFile(csv);
        file.resumeAfter(10);
        file.append(new EpochsFile.Line(2, 20, 0.5, 6, 2));
        assertThat(csv).hasContent(EpochsFile.HEADER + "\n1,10,0.250000,7.50000,\n2,20,0.500000,6.00000,2.00000\n");
        assertThat(file.read().get(0).realDistance()).isNaN();
    }
}
