package io.github.latentj.trainer.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code log.txt}: what happened when, one line each, through all resumptions of a run. */
final class RunLog {
    private static final String ALARM = " ALARM ";
    private static final String OVER = " OVER ";

    /**
     * What went wrong.
     *
     * @param ill such as {@code the generator has collapsed}
     * @param message as it was told, with its step
     * @param over as its end was told, with its step; empty while it lasts
     */
    record LoggedAlarm(String ill, String message, Optional<String> over) {
        static LoggedAlarm of(String entry) {
            return new LoggedAlarm(ill(entry), entry, Optional.empty());
        }

        private static String ill(String entry) {
            return STEP.matcher(entry).replaceFirst("").split(": ")[0];
        }

        private LoggedAlarm endedBy(String entry) {
            return new LoggedAlarm(ill, message, Optional.of(entry.replace(ill + ": ", "")));
        }

        /** All of it in one line. */
        String line() {
            return over.map(end -> message + ". No longer so at " + end).orElse(message);
        }
    }

    private static final Pattern STEP = Pattern.compile("^step [0-9]+: ");

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

    /** The end of what was alarming. */
    void over(String line) throws IOException {
        write(OVER + line);
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
     * The alarms so far, each kind once: as told first, or as told anew after it was over. A resumed run may tell the
     * same again.
     */
    static Collection<LoggedAlarm> alarms(Path file) throws IOException {
        Map<String, LoggedAlarm> alarms = new LinkedHashMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            if (line.contains(ALARM)) {
                LoggedAlarm alarm = LoggedAlarm.of(line.substring(line.indexOf(ALARM) + ALARM.length()));
                alarms.merge(alarm.ill(), alarm, (old, anew) -> old.over().isPresent() ? anew : old);
            } else if (line.contains(OVER)) {
                String entry = line.substring(line.indexOf(OVER) + OVER.length());
                alarms.computeIfPresent(LoggedAlarm.ill(entry), (ill, alarm) -> alarm.endedBy(entry));
            }
        }
        return alarms.values();
    }
}
