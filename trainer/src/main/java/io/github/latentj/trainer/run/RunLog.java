package io.github.latentj.trainer.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * The alarms so far by what is wrong, such as {@code the generator has collapsed}, without their times. A resumed run
     * may have told the same again: then as told first.
     */
    static Map<String, String> alarms(Path file) throws IOException {
        Map<String, String> alarms = new LinkedHashMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            if (line.contains(ALARM)) {
                String alarm = line.substring(line.indexOf(ALARM) + ALARM.length());
                alarms.putIfAbsent(alarm.replaceFirst("^step [0-9]+: ", "").split(": ")[0], alarm);
            }
        }
        return alarms;
    }
}
