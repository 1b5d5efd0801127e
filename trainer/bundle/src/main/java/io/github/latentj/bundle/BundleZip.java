package io.github.latentj.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip of one folder, with one time for all files. It appears when it is closed, whole. */
final class BundleZip implements AutoCloseable {
    private final Path zip;
    private final Path unfinished;
    private final String folder;
    private final LocalDateTime time;
    private final ZipOutputStream target;

    BundleZip(Path zip, String folder, Instant time) throws IOException {
        this.zip = zip;
        this.unfinished = zip.resolveSibling(zip.getFileName() + ".part");
        this.folder = folder;
        // The time of day, which is the same in every time zone.
        this.time = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        this.target = new ZipOutputStream(Files.newOutputStream(unfinished));
        // Jars hardly get smaller: a quick build is worth more.
        target.setLevel(Deflater.BEST_SPEED);
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream content = BundleZip.class.getResourceAsStream(name)) {
            return content.readAllBytes();
        }
    }

    void add(String name, byte[] content) throws IOException {
        begin(name);
        target.write(content);
        target.closeEntry();
    }

    void addFile(String name, Path content) throws IOException {
        begin(name);
        Files.copy(content, target);
        target.closeEntry();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(folder + "/" + name);
        entry.setTimeLocal(time);
        target.putNextEntry(entry);
    }

    @Override
    public void close() throws IOException {
        target.close();
        if (Files.exists(unfinished)) {
            Files.move(unfinished, zip, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
