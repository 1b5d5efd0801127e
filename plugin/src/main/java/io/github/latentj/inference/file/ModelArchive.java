package io.github.latentj.inference.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A model folder as one zip file: the network asked for is unpacked to a private temporary folder, nothing else is. */
public final class ModelArchive {
    private static final long LARGEST_BYTES = Integer.MAX_VALUE;

    private ModelArchive() {}

    public static boolean isArchive(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** False also for what is no zip file or cannot be read. */
    public static boolean holds(Path archive, String name) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream().anyMatch(entry -> isNamed(entry, name));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isNamed(ZipEntry entry, String name) {
        return entry.getName().equals(name) || entry.getName().endsWith("/" + name);
    }

    /**
     * Unpacks the one file of a name, wherever it lies in the archive; it is deleted when Java ends.
     *
     * @throws ModelException if there is none or more than one, or it is larger than 2 GB
     */
    public static Path unpacked(Path archive, String name) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<? extends ZipEntry> found =
                    zip.stream().filter(entry -> isNamed(entry, name)).collect(Collectors.toList());
            if (found.size() != 1) {
                throw new ModelException(
                        "a zipped model must hold one " + name + ", found " + found.size() + ": " + archive);
            }
            Path file = PrivateFile.named(name);
            try (InputStream content = zip.getInputStream(found.get(0));
                    OutputStream out = Files.newOutputStream(file)) {
                copy(content, out, archive);
            }
            return file;
        } catch (ZipException damaged) {
            throw new ModelException("not a zip file: " + archive, damaged);
        } catch (IOException failed) {
            throw new ModelException("cannot unpack " + archive + " (" + failed.getMessage() + ")", failed);
        }
    }

    /** Counts what comes out: the size that an archive declares may be a lie. */
    private static void copy(InputStream content, OutputStream out, Path archive) throws IOException {
        byte[] block = new byte[1 << 16];
        long total = 0;
        for (int count = content.read(block); count > 0; count = content.read(block)) {
            total += count;
            if (total > LARGEST_BYTES) {
                throw new ModelException("the model in the archive is larger than 2 GB: " + archive);
            }
            out.write(block, 0, count);
        }
    }
}
