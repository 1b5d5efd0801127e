package io.github.latentj.inference.runtime;

import io.github.latentj.inference.file.Shown;
import io.github.latentj.inference.worker.Protocol;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A worker's private temporary folder: working folder, native libraries and what it says on standard error. Deleted
 * with the worker; what a killed ImageJ leaves is deleted by the next.
 */
final class RuntimeFolder {
    private static final String PREFIX = "latentj-runtime-";
    private static final String LOG = "errors.txt";
    private static final long LARGEST_LOG = 1 << 20;
    private static final long YOUNG_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final Path path;

    RuntimeFolder(Path path) {
        this.path = path;
    }

    /** @throws RuntimeUnavailableException if the temporary folder of this Java is missing, full or not writable */
    static RuntimeFolder create() {
        Path parent = Paths.get(System.getProperty("java.io.tmpdir"));
        try {
            sweep(parent);
            return new RuntimeFolder(Files.createTempDirectory(parent, PREFIX));
        } catch (IOException refused) {
            throw new RuntimeUnavailableException(
                    "ONNX Runtime could not be started: the temporary folder " + parent.toAbsolutePath()
                            + " cannot be used. Free some space or start Java with -Djava.io.tmpdir=FOLDER ("
                            + refused.getClass().getSimpleName() + ")",
                    refused);
        }
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isAbandoned(folder)) {
                    new RuntimeFolder(folder).delete();
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder) {
        Path lock = folder.resolve(Protocol.LOCK_FILE);
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free != null
                    && System.currentTimeMillis()
                                    - Files.getLastModifiedTime(lock).toMillis()
                            > YOUNG_MILLIS;
        } catch (IOException belongsToOthers) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    File log() {
        return path.resolve(LOG).toFile();
    }

    /** The last line on standard error, in brackets, or nothing. */
    String lastWords() {
        List<String> lines = errorLines();
        return lines.isEmpty() ? "" : " (" + Shown.line(lines.get(lines.size() - 1)) + ")";
    }

    /** What the worker said on standard error, without blank lines; empty if that cannot be read. */
    List<String> errorLines() {
        try {
            if (log().length() > LARGEST_LOG) {
                return Collections.emptyList();
            }
            String text = new String(Files.readAllBytes(log().toPath()), StandardCharsets.UTF_8);
            return Stream.of(text.split("\\R"))
                    .filter(line -> !line.trim().isEmpty())
                    .collect(Collectors.toList());
        } catch (IOException unreadable) {
            return Collections.emptyList();
        }
    }

    /** Deletes what can be deleted; the rest, such as a library that Windows still holds, is swept by the next worker. */
    void delete() {
        delete(path.toFile());
    }

    private static boolean delete(File file) {
        File[] inner = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
        boolean emptied = true;
        if (inner != null) {
            Arrays.sort(inner, Comparator.comparing(RuntimeFolder::isLock));
            for (File one : inner) {
                // A folder that lost its lock would be nobody's to sweep.
                emptied &= (emptied || !isLock(one)) && delete(one);
            }
        }
        // The worker, on its way out, may have been faster.
        return file.delete() || !file.exists();
    }

    private static boolean isLock(File file) {
        return file.getName().equals(Protocol.LOCK_FILE);
    }
}
