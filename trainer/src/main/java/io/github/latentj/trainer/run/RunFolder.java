package io.github.latentj.trainer.run;

import io.github.latentj.trainer.config.TrainingSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of one run and the names in it. Holds a lock while open, so that two processes never write into one folder;
 * the operating system takes the lock away when a process dies.
 */
public final class RunFolder implements AutoCloseable {
    private static final String LOCK = ".lock";
    /** Beyond what is written into the file, because on Windows nobody can read a locked byte. */
    private static final long LOCKED_BYTE = 1L << 30;

    private final Path folder;
    /** Null if the folder is only looked at. */
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
    public static RunFolder create(Path folder) {
        try {
            free(folder, "");
            Files.createDirectories(folder);
            return lock(folder);
        } catch (IOException e) {
            throw new RunFolderException("cannot create the output folder " + folder + ": " + reason(e));
        }
    }

    /**
     * The folder asked for, or the first of {@code runs/name}, {@code runs/name-2}... that is free.
     *
     * @param wanted null if the user did not say
     * @throws RunFolderException if the folder asked for holds anything
     */
    public static Path free(Path wanted, String name) {
        try {
            if (wanted != null) {
                if (!isFree(wanted)) {
                    throw new RunFolderException(taken(wanted));
                }
                return wanted;
            }
            Path folder = Path.of("runs", name);
            for (int i = 2; !isFree(folder); i++) {
                folder = Path.of("runs", name + "-" + i);
            }
            return folder;
        } catch (IOException e) {
            throw new RunFolderException("cannot look into the output folder: " + reason(e));
        }
    }

    /**
     * Opens the folder of an interrupted run.
     *
     * @throws RunFolderException if it holds no run
     */
    public static RunFolder open(Path folder) {
        requireRun(folder, "nothing to resume");
        try {
            return lock(folder);
        } catch (IOException e) {
            throw new RunFolderException("cannot write into " + folder + ": " + reason(e));
        }
    }

    /**
     * Opens the folder of a run to look at it, also while another process trains into it.
     *
     * @throws RunFolderException if it holds no run
     */
    public static RunFolder view(Path folder) {
        requireRun(folder, "nothing to look at");
        return new RunFolder(folder, null);
    }

    private static void requireRun(Path folder, String otherwise) {
        if (!Files.isRegularFile(folder.resolve("settings.json"))) {
            throw new RunFolderException(otherwise + ": " + folder + " holds no settings.json of a LatentJ run");
        }
    }

    private static String taken(Path folder) {
        String advice = Files.isRegularFile(folder.resolve("settings.json"))
                ? "; name another with --out, or go on with its run by: resume " + folder
                : "; name another with --out";
        return Files.isDirectory(folder)
                ? "the output folder " + folder + " exists already and is not empty" + advice
                : "the output folder " + folder + " is a file" + advice;
    }

    private static boolean isFree(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return !Files.exists(folder);
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
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            // told below
        }
        if (lock == null) {
            channel.close();
            throw new RunFolderException("another LatentJ process is training into " + folder + ": "
                    + Files.readString(folder.resolve(LOCK)).strip());
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(thisProcess().getBytes(StandardCharsets.UTF_8)), 0);
        return new RunFolder(folder, channel);
    }

    private static String thisProcess() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "a machine without a name";
        }
        return "process " + ProcessHandle.current().pid() + " on " + host + "\n";
    }

    /** The message of file errors is often the bare path; the type says what happened. */
    static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " (" + e.getMessage() + ")";
    }

    public Path path() {
        return folder;
    }

    Path settings() {
        return folder.resolve("settings.json");
    }

    /** Notes what this folder's run is asked to do. */
    public void writeSettings(TrainingSettings settings) throws IOException {
        AtomicFiles.write(settings(), temporary -> Files.writeString(temporary, settings.toJson()));
    }

    /** What this folder's run was asked to do. */
    public TrainingSettings readSettings() throws IOException {
        return TrainingSettings.fromJson(Files.readString(settings()));
    }

    /** Notes what this folder's run is trained on. */
    public void writeData(DataRecord data) throws IOException {
        data.write(data());
    }

    /** What this folder's run is trained on. */
    public DataRecord readData() throws IOException {
        return DataRecord.read(data());
    }

    Path data() {
        return folder.resolve("data.json");
    }

    Path report() {
        return folder.resolve("report.html");
    }

    Path animation() {
        return folder.resolve("samples/epochs.gif");
    }

    Path walk() {
        return folder.resolve("samples/walk.png");
    }

    Path arithmetic() {
        return folder.resolve("samples/arithmetic.png");
    }

    /** The grids of the epochs so far, in their order. */
    List<Path> grids() throws IOException {
        Path samples = folder.resolve("samples");
        if (!Files.isDirectory(samples)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(samples)) {
            return entries.filter(path -> path.getFileName().toString().matches("epoch-[0-9]{4,}\\.png"))
                    .sorted(Comparator.comparing(
                                    (Path path) -> path.getFileName().toString().length())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    Path metrics() {
        return folder.resolve("metrics.csv");
    }

    Path metricsPlot() {
        return folder.resolve("metrics.png");
    }

    Path epochs() {
        return folder.resolve("epochs.csv");
    }

    Path log() {
        return folder.resolve("log.txt");
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** What was measured. */
    Path evaluation() {
        return folder.resolve("evaluation.json");
    }

    /** The pictures of what was measured. */
    Path evaluationPictures() {
        return folder.resolve("evaluation");
    }

    /** The checkpoint whose images were nearest to real ones. */
    Path best() {
        return folder.resolve("best");
    }

    Path realSamples() {
        return folder.resolve("samples/real.png");
    }

    Path samples(int epoch) {
        return folder.resolve(String.format(Locale.ROOT, "samples/epoch-%04d.png", epoch));
    }

    @Override
    public void close() throws IOException {
        if (lockFile != null) {
            lockFile.close();
        }
    }
}
