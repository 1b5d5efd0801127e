package io.github.latentj.trainer.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code log.txt}: what happened when, one line each, through all resumptions of a run. */
final class RunLog {
    private static final String ALARM = " ALARM ";

    private final Path file;
    private final Clock clock;

    RunLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    void note(String line) throws IOException {
        write(" " + line);
    }

    void alarm(String line) throws IOException {
        write(ALARM + line);
    }

    /** What ended a run, and where in the program, for who looks into it. */
    void failure(Throwable end) throws IOException {
        StringWriter trace = new StringWriter();
        end.printStackTrace(new PrintWriter(trace));
        note("ended by " + end);
        Files.writeString(file, trace.toString().indent(4), StandardOpenOption.APPEND);
    }

    private void write(String entry) throws IOException {
        String line = clock.instant().truncatedTo(ChronoUnit.SECONDS) + entry.replaceAll("\\R", " ") + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The alarms so far, without their times. */
    static List<String> alarms(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains(ALARM))
                .map(line -> line.substring(line.indexOf(ALARM) + ALARM.length()))
                .toList();
    }
}
