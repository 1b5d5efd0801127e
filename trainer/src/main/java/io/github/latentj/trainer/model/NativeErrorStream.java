package io.github.latentj.trainer.model;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The standard error of native code, held back while libraries load, so that a line which is known to mean nothing can be
 * left out. Everything else is passed on when closed.
 */
final class NativeErrorStream implements AutoCloseable {
    private static final int STANDARD_ERROR = 2;
    private static final int WRITE_ONLY = 1;

    private final Predicate<String> meaningless;
    private final CLibrary c;
    private final Path held;
    private final int original;

    /** The few functions of the C library that are needed; Windows calls them {@code _dup} and so on. */
    interface CLibrary extends Library {
        int dup(int descriptor);

        int dup2(int from, int to);

        int open(String path, int flags);

        int close(int descriptor);
    }

    private static CLibrary library() {
        return Platform.isWindows()
                ? Native.load("ucrtbase", CLibrary.class, Map.of(Library.OPTION_FUNCTION_MAPPER, (FunctionMapper)
                        (library, method) -> "_" + method.getName()))
                : Native.load("c", CLibrary.class);
    }

    NativeErrorStream(Predicate<String> meaningless) throws IOException {
        this.meaningless = meaningless;
        c = library();
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
        if (original >= 0) {
            c.dup2(original, STANDARD_ERROR);
            c.close(original);
        }
        for (String line : Files.readString(held, StandardCharsets.ISO_8859_1).split("\\R")) {
            if (!line.isEmpty() && !meaningless.test(line)) {
                System.err.println(line);
            }
        }
        Files.delete(held);
    }
}
