package io.github.latentj.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One zip to unpack into the folder of plain ImageJ, the same files as the update site's, for all platforms. */
final class ImageJZip {
    private ImageJZip() {}

    static void write(List<InstalledFile> files, LocalDateTime time, Path zip) throws IOException {
        Path unfinished = zip.resolveSibling(zip.getFileName() + ".part");
        try (ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(unfinished))) {
            // Jars and weights hardly get smaller: a quick build is worth more.
            target.setLevel(Deflater.BEST_SPEED);
            for (InstalledFile file : files) {
                ZipEntry entry = new ZipEntry(file.name());
                entry.setTimeLocal(time);
                target.putNextEntry(entry);
                Files.copy(file.content(), target);
                target.closeEntry();
            }
        }
        Files.move(unfinished, zip, StandardCopyOption.REPLACE_EXISTING);
    }
}
