package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    @TempDir
    private Path folder;

    @Test
    void everyEntryIsOneLineWithItsTimeAndAlarmsAreFoundAgain() throws IOException {
        Path file = folder.resolve("log.txt");
        assertThat(RunLog.alarms(file)).isEmpty();
        RunLog log = new RunLog(file, Clock.fixed(Instant.parse("2038-01-19T03:14:08.5Z"), ZoneOffset.UTC));
        log.note("started");
        log.alarm("step 7: trouble\nand more");
        assertThat(file)
                .hasContent("2038-01-19T03:14:08Z started\n2038-01-19T03:14:08Z ALARM step 7: trouble and more\n");
        log.alarm("step 9: the generator has collapsed: by 3 %");
        log.alarm("step 12: the generator has collapsed: by 2 %");
        assertThat(RunLog.alarms(file))
                .as("told again after resuming")
                .containsExactly(
                        entry("trouble and more", "step 7: trouble and more"),
                        entry("the generator has collapsed", "step 9: the generator has collapsed: by 3 %"));
    }
}
