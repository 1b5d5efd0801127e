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
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A virtual screen of its own for each test class, so that tests neither need nor disturb a real one. Registered as an
 * extension it is there from before the first test of a class until after the last.
 */
final class XvfbDisplay implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    private Process server;
    private String name;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    static XvfbDisplay start() throws IOException {
        XvfbDisplay display = new XvfbDisplay();
        display.open();
        return display;
    }

    /** Starts Xvfb on a free display; skips the calling test where Xvfb is not installed. */
    private void open() throws IOException {
        assumeTrue(isInstalled(), "Xvfb is not installed, so ImageJ cannot be shown: apt-get install xvfb");
        server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
        String number = out.readLine();
        if (number == null) {
            throw new IOException("Xvfb ended at once with exit code " + server.exitValue());
        }
        name = ":" + number.trim();
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
        if (server != null) {
            server.destroy();
        }
    }
}
