package io.github.latentj.trainer.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** File writing after which a reader finds the old content or the new, never a part, whenever the power fails. */
public final class AtomicFiles {
    static final String TEMPORARY_PREFIX = ".part-";

    private AtomicFiles() {}

    /** Puts the content into a file. */
    public interface Writer {
        void writeTo(Path temporary) throws IOException;
    }

    /** Replaces {@code target} by what {@code writer} puts into a temporary file beside it. */
    public static void write(Path target, Writer writer) throws IOException {
        Path temporary = target.resolveSibling(TEMPORARY_PREFIX + target.getFileName());
        try {
            writer.writeTo(temporary);
            Disk.REAL.sync(temporary);
            rename(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Disk.REAL.sync(to.toAbsolutePath().getParent());
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
