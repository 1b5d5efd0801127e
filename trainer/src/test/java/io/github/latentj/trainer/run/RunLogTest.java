package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
                .extracting(RunLog.LoggedAlarm::ill, RunLog.LoggedAlarm::line)
                .containsExactly(
                        tuple("trouble and more", "step 7: trouble and more"),
                        tuple("the generator has collapsed", "step 9: the generator has collapsed: by 3 %"));

        log.over("step 20: the generator has collapsed: by 40 %");
        assertThat(RunLog.alarms(file))
                .extracting(RunLog.LoggedAlarm::line)
                .endsWith("step 9: the generator has collapsed: by 3 %. No longer so at step 20: by 40 %");

        log.alarm("step 30: the generator has collapsed: by 1 %");
        assertThat(RunLog.alarms(file))
                .extracting(RunLog.LoggedAlarm::line)
                .as("collapsed again")
                .endsWith("step 30: the generator has collapsed: by 1 %");
    }
}
