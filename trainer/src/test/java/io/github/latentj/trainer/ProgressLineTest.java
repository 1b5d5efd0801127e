package io.github.latentj.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latentj.trainer.run.RunProgress.Position;
import io.github.latentj.trainer.train.StepMetrics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final StepMetrics METRICS = new StepMetrics(0.5, 1.25, 0.875, 0.25, 0.125, 1, 1);

    private final StringWriter shown = new StringWriter();

    private ProgressLine line(boolean terminal) {
        ProgressLine line = new ProgressLine(new PrintWriter(shown), terminal);
        line.trainingStarted();
        return line;
    }

    @Test
    void tellsAllThatAPersonWaitsFor() {
        Locale kept = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            line(false).stepDone(new Position(2, 10, 150, 1000), 64, METRICS);
        } finally {
            Locale.setDefault(kept);
        }
        assertThat(shown.toString())
                .contains("epoch 2/10", "step 150/1000 [===                 ]", "images/s", " left")
                .contains("loss D 0.500 G 1.250", "D(x) 0.88", "D(G(z)) 0.25 / 0.13");
    }

    @Test
    void fileOrPipeGetsPlainLinesNowAndThenAndTheLastOne() {
        ProgressLine line = line(false);
        for (int step = 1; step <= 500; step++) {
            line.stepDone(new Position(1, 1, step, 500), 64, METRICS);
        }
        line.trainingEnded();
        assertThat(shown.toString()).doesNotContain("\r");
        assertThat(shown.toString().lines().toList())
                .hasSizeBetween(2, 10)
                .last()
                .asString()
                .contains("step 500/500");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 110, 80, 55})
    void lineNeverFillsATerminalWhichCouldNotRedrawIt(int width) {
        ProgressLine line = new ProgressLine(new PrintWriter(shown), true, width);
        line.trainingStarted();
        line.stepDone(new Position(2, 10, 150, 1000), 64, METRICS);
        String drawn = shown.toString().replace("\r", "");
        assertThat(drawn).hasSizeLessThan(width).startsWith("epoch 2/10  step 150/1000 ");
        if (width < 200) {
            assertThat(drawn).doesNotContain("[");
        }
        if (width >= 110) {
            assertThat(drawn).endsWith("D(G(z)) 0.25 / 0.13");
        }
    }

    @Test
    void terminalShowsMessagesOnLinesOfTheirOwn() {
        ProgressLine line = line(true);
        line.stepDone(new Position(1, 1, 2, 2), 64, METRICS);
        line.say("checkpoint skipped");
        assertThat(shown.toString()).endsWith("\rcheckpoint skipped" + System.lineSeparator());
    }
}
