package io.github.latentj.trainer.run;

import io.github.latentj.contract.ModelFiles;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.NamedValues;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.config.TypedCommand;
import io.github.latentj.trainer.data.ReadingOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one run and the names in it. Holds a lock while open, so that two processes never write into one folder;
 * the operating system takes the lock away when a process dies.
 */
public final class RunFolder implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final String SETTINGS = "settings.yaml";
    /** Of version 0.1; such runs can still be resumed. */
    private static final String OLD_SETTINGS = "settings.json";

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
     * @throws InvalidSettingsException if it exists and holds anything
     * @throws RunFolderException if it cannot be made
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
     * Refuses a place where no folder can be made, without making one.
     *
     * @throws RunFolderException naming what is in the way
     */
    public static void requireCreatable(Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new RunFolderException("cannot create the output folder " + folder + ": " + existing
                    + (Files.isDirectory(existing) ? " cannot be written" : " is no folder")
                    + "; name another with --out");
        }
    }

    /**
     * The folder asked for, or the first of {@code runs/name}, {@code runs/name-2}... that is free.
     *
     * @param wanted null if the user did not say
     * @throws InvalidSettingsException if the folder asked for holds anything
     */
    public static Path free(Path wanted, String name) {
        try {
            if (wanted != null) {
                if (!isFree(wanted)) {
                    throw new InvalidSettingsException(List.of(taken(wanted)));
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
     * @throws UnusableRunException if it holds no run
     */
    public static RunFolder open(Path folder) {
        return open(folder, "resume");
    }

    /**
     * Opens the folder of a run to write into it.
     *
     * @param purpose the verb to tell the user with
     * @throws UnusableRunException if it holds no run
     */
    public static RunFolder open(Path folder, String purpose) {
        requireRun(folder, "nothing to " + purpose);
        try {
            RunFolder opened = lock(folder);
            opened.sweep();
            return opened;
        } catch (IOException e) {
            throw new RunFolderException("cannot write into " + folder + ": " + reason(e));
        }
    }

    /**
     * Opens the folder of a run to look at it, also while another process trains into it.
     *
     * @throws UnusableRunException if it holds no run
     */
    public static RunFolder view(Path folder) {
        requireRun(folder, "nothing to look at");
        return new RunFolder(folder, null);
    }

    /** Removes what a killed export or report left half written. */
    private void sweep() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".{part-,trial-,*.part}*")) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    private static void requireRun(Path folder, String otherwise) {
        if (!isRun(folder)) {
            String modelsOnly = Files.isRegularFile(folder.resolve(ModelFiles.GENERATOR))
                    ? ", only models: name the folder of the run that they were exported from"
                    : "";
            throw new UnusableRunException(
                    otherwise + ": " + folder + " holds no " + SETTINGS + " of a LatentJ run" + modelsOnly);
        }
    }

    /** Whether a folder holds a run, begun by this version or an older one. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(SETTINGS)) || Files.isRegularFile(folder.resolve(OLD_SETTINGS));
    }

    private static String taken(Path folder) {
        String advice = isRun(folder)
                ? "; name another with --out, or go on with its run by: " + TypedCommand.of("resume", folder)
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
                    + Files.readString(folder.resolve(LOCK)).strip()
                    + "; wait until it has ended, or stop it by Ctrl-C in its terminal");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(thisProcess().getBytes(StandardCharsets.UTF_8)), 0);
        return new RunFolder(folder, channel);
    }

    /** Whether a process is training into this folder, or exporting from it. */
    boolean isInUse() throws IOException {
        Path file = folder.resolve(LOCK);
        if (lockFile != null || !Files.exists(file)) {
            return lockFile != null;
        }
        // To open and close the file would give up a lock that this process holds.
        if (Files.readString(file).equals(thisProcess())) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false)) {
            return lock == null;
        } catch (AccessDeniedException notOurs) {
            return false;
        }
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

    /** Notes what this folder's run is asked to do. */
    public void writeSettings(TrainingSettings settings, ReadingOptions reading) throws IOException {
        SettingsFile.write(folder.resolve(SETTINGS), settings, reading);
    }

    /** Notes what this folder's run is asked to do; how it reads its images stays as it is. */
    void writeSettings(TrainingSettings settings) throws IOException {
        writeSettings(settings, reading().orElseGet(() -> ReadingOptions.ofSide(settings.imageSize())));
    }

    /**
     * What this folder's run was asked to do.
     *
     * @throws InvalidSettingsException naming everything that is wrong, such as after changes by hand
     */
    public TrainingSettings readSettings() throws IOException {
        if (!Files.exists(folder.resolve(SETTINGS))) {
            return TrainingSettings.fromJson(Files.readString(folder.resolve(OLD_SETTINGS)));
        }
        NamedValues values = SettingsFile.read(folder.resolve(SETTINGS));
        TrainingSettings settings = TrainingSettings.of(values);
        ReadingOptions.of(settings.imageSize(), values);
        values.check();
        return settings;
    }

    /** Lets a run of version 0.1 have its settings where they are now. */
    public void upgrade(TrainingSettings settings, ReadingOptions reading) throws IOException {
        if (!Files.exists(folder.resolve(SETTINGS))) {
            writeSettings(settings, reading);
        }
    }

    /** Every setting as text by its name; none if there is no run yet. */
    Map<String, String> namedSettings() throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        if (isRun(folder)) {
            named.putAll(readSettings().named());
            reading().ifPresent(reading -> named.putAll(reading.named()));
        }
        return named;
    }

    /** How this folder's run reads its images; nothing if it is too old to say. */
    private Optional<ReadingOptions> reading() throws IOException {
        if (Files.exists(folder.resolve(SETTINGS))) {
            NamedValues values = SettingsFile.read(folder.resolve(SETTINGS));
            return Optional.of(ReadingOptions.of(readSettings().imageSize(), values));
        }
        return Files.exists(data())
                ? Optional.ofNullable(DataRecord.read(data()).reading())
                : Optional.empty();
    }

    /** Notes what this folder's run is trained on. */
    public void writeData(DataRecord data) throws IOException {
        data.write(data());
    }

    /**
     * What this folder's run is trained on.
     *
     * @throws UnusableRunException if the run is too old to say how its images were read
     */
    public DataRecord readData() throws IOException {
        DataRecord data = DataRecord.read(data());
        return data.withReading(reading()
                .orElseThrow(() -> new UnusableRunException(folder
                        + " was begun by a LatentJ that did not note how it read its images, so that it cannot go on alike. Its"
                        + " models, info and report still work; to train on, begin anew: train --data "
                        + data.source())));
    }

    /** A path as it is noted in this folder: relative if it lies in it, so that the folder can be moved. */
    String relative(Path path) {
        Path own = folder.toAbsolutePath().normalize();
        Path other = path.toAbsolutePath().normalize();
        return (other.startsWith(own) ? own.relativize(other) : other)
                .toString()
                .replace('\\', '/');
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

    /** Writes into the log what ended the run, with the place in the program, if the disk takes it. */
    public void noteFailure(Throwable end) {
        try {
            new RunLog(log(), Clock.systemUTC()).failure(end);
        } catch (IOException noDisk) {
            // Then the console alone tells of the error.
        }
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
