package io.github.latentj.trainer.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of one run and the names in it. Holds a lock while open, so that two processes never write into one folder;
 * the operating system takes the lock away when a process dies.
 */
public final class RunFolder implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final FileChannel lockFile;

    private RunFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Makes a new run folder.
     *
     * @throws RunFolderException if it exists and holds anything, or cannot be made
     */
    static RunFolder create(Path folder) {
        try {
            if (Files.exists(folder) && !isEmptyFolder(folder)) {
                throw new RunFolderException("the output folder " + folder
                        + " exists already; name another with --out, or go on with its run by --resume");
            }
            Files.createDirectories(folder);
            return lock(folder);
        } catch (IOException e) {
            throw new RunFolderException("cannot create the output folder " + folder + ": " + reason(e));
        }
    }

    /** Opens the folder of an interrupted run. */
    static RunFolder open(Path folder) {
        if (!Files.isRegularFile(folder.resolve("settings.json"))) {
            throw new RunFolderException("nothing to resume: " + folder + " holds no settings.json of a LatentJ run");
        }
        try {
            return lock(folder);
        } catch (IOException e) {
            throw new RunFolderException("cannot write into " + folder + ": " + reason(e));
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static RunFolder lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            // told below
        }
        if (lock == null) {
            channel.close();
            throw new RunFolderException("another LatentJ process is training into " + folder);
        }
        return new RunFolder(folder, channel);
    }

    /** The message of file errors is often the bare path; the type says what happened. */
    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " (" + e.getMessage() + ")";
    }

    public Path path() {
        return folder;
    }

    public Path settings() {
        return folder.resolve("settings.json");
    }

    Path metrics() {
        return folder.resolve("metrics.csv");
    }

    Path metricsPlot() {
        return folder.resolve("metrics.png");
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    Path realSamples() {
        return folder.resolve("samples/real.png");
    }

    Path samples(int epoch) {
        return folder.resolve(String.format(Locale.ROOT, "samples/epoch-%04d.png", epoch));
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
