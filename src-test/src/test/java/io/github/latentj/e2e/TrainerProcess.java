package io.github.latentj.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged trainer, started as a user does: {@code java -jar}. */
final class TrainerProcess {
    private static final Path JAR =
            Path.of(System.getProperty("latentj.root"), "trainer", "target", "latentj-trainer.jar");
    private static final long LONGEST_SECONDS = 300;

    private TrainerProcess() {}

    /** What became of it; {@code output} holds both streams. */
    record Outcome(int exitCode, String output) {}

    /** Runs a command of the trainer in {@code folder} and waits for its end. */
    static Outcome run(Path folder, String... arguments) throws IOException, InterruptedException {
        if (!Files.isRegularFile(JAR)) {
            throw new IllegalStateException("there is no " + JAR + ": run 'mvn verify', which packages it");
        }
        List<String> command = new ArrayList<>(Arrays.asList(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(Arrays.asList(arguments));
        Path log = Files.createTempFile(folder, "trainer", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("the trainer did not end: " + Files.readString(log));
        }
        return new Outcome(process.exitValue(), Files.readString(log));
    }
}
