package io.github.latentj.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A virtual screen of its own for each test class, so that tests neither need nor disturb a real one. */
final class XvfbDisplay implements AutoCloseable {
    private final Process server;
    private final String name;

    private XvfbDisplay(Process server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Starts Xvfb on a free display; skips the calling test where Xvfb is not installed. */
    static XvfbDisplay start() throws IOException {
        assumeTrue(isInstalled(), "Xvfb is not installed, so ImageJ cannot be shown: apt-get install xvfb");
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
        String number = out.readLine();
        if (number == null) {
            throw new IOException("Xvfb ended at once with exit code " + server.exitValue());
        }
        return new XvfbDisplay(server, ":" + number.trim());
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "Xvfb")));
    }

    /** Such as {@code :99}. */
    String name() {
        return name;
    }

    @Override
    public void close() {
        server.destroy();
    }
}
