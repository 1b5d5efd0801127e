package io.github.latentj.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.OS;

/** The trainer in a process of its own, which can be killed. Its output, errors too, goes to a file. */
final class ChildTrainer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path output;

    private ChildTrainer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static List<String> command(Object... arguments) {
        List<String> command = new ArrayList<>();
        if (OS.LINUX.isCurrentOs()) {
            // A build in the background lets its children ignore Ctrl-C.
            command.addAll(List.of("env", "--default-signal=INT,HUP"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    static ChildTrainer start(Path output, Object... arguments) throws IOException {
        return run(output, command(arguments));
    }

    /** With an option for Java itself. */
    static ChildTrainer startWith(String javaOption, Path output, Object... arguments) throws IOException {
        List<String> command = command(arguments);
        command.add(command.indexOf("-cp"), javaOption);
        return run(output, command);
    }

    static ChildTrainer run(Path output, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        return new ChildTrainer(process, output);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal by its name, such as {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** SIGKILL, which nobody can catch. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until {@code file} contains {@code text}, or the process has ended. */
    void awaitText(Path file, String text) throws IOException, InterruptedException {
        awaitLines(file, text, 1);
    }

    /** Waits until {@code file} contains {@code text} so many times, or the process has ended. */
    void awaitLines(Path file, String text, int times) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && times(file, text) < times) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("no '" + text + "' in " + file + "; the trainer said " + said());
            }
            Thread.sleep(20);
        }
    }

    /** Waits until there is such a file, or the process has ended. */
    void awaitFile(Path file) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && !Files.exists(file)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("no " + file + "; the trainer said " + said());
            }
            Thread.onSpinWait();
        }
    }

    private static int times(Path file, String text) throws IOException {
        return Files.exists(file) ? Files.readString(file).split(Pattern.quote(text), -1).length - 1 : 0;
    }

    /** The exit code. */
    int await() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the trainer does not end; it said " + said());
        }
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
