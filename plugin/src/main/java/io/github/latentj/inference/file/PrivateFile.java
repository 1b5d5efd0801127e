package io.github.latentj.inference.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file in a folder of its own that nobody else may enter; deleted at the latest when Java ends. */
public final class PrivateFile {
    private PrivateFile() {}

    /** A place for a file of this name. */
    public static Path named(String name) throws IOException {
        Path folder = Files.createTempDirectory("latentj-model");
        folder.toFile().deleteOnExit();
        Path file = folder.resolve(name);
        file.toFile().deleteOnExit();
        return file;
    }

    /** Deletes the file and its folder; what cannot be deleted goes when Java ends. */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        } catch (IOException later) {
            // when Java ends
        }
    }
}
