package io.github.latentj.trainer.model;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The standard error of native code, held back while libraries load, so that a line which is known to mean nothing can be
 * left out. Everything else is passed on when closed. Does nothing on Windows.
 */
final class NativeErrorStream implements AutoCloseable {
    private static final int STANDARD_ERROR = 2;
    private static final int WRITE_ONLY = 1;

    private final Predicate<String> meaningless;
    private final CLibrary c;
    private final Path held;
    private final int original;

    /** The few functions of the C library that are needed. */
    interface CLibrary extends Library {
        int dup(int descriptor);

        int dup2(int from, int to);

        int open(String path, int flags);

        int close(int descriptor);
    }

    NativeErrorStream(Predicate<String> meaningless) throws IOException {
        this.meaningless = meaningless;
        if (Platform.isWindows()) {
            c = null;
            held = null;
            original = -1;
            return;
        }
        c = Native.load("c", CLibrary.class);
        held = Files.createTempFile("latentj-stderr-", ".txt");
        original = c.dup(STANDARD_ERROR);
        int file = c.open(held.toString(), WRITE_ONLY);
        if (original >= 0 && file >= 0) {
            c.dup2(file, STANDARD_ERROR);
            c.close(file);
        }
    }

    @Override
    public void close() throws IOException {
        if (c == null) {
            return;
        }
        if (original >= 0) {
            c.dup2(original, STANDARD_ERROR);
            c.close(original);
        }
        for (String line : Files.readString(held, StandardCharsets.ISO_8859_1).split("\n")) {
            if (!line.isEmpty() && !meaningless.test(line)) {
                System.err.println(line);
            }
        }
        Files.delete(held);
    }
}
