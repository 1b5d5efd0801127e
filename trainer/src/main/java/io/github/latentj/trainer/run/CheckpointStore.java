package io.github.latentj.trainer.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.latentj.trainer.config.TypedCommand;
import io.github.latentj.trainer.train.TrainingState;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The checkpoints of one run: a folder each, which exists whole or not at all. A checkpoint is written into a temporary
 * folder, forced to the disk together with a manifest of lengths and SHA-256, and renamed; it is believed only after its
 * manifest has been verified.
 */
final class CheckpointStore {
    private static final int FORMAT = 1;
    static final String MANIFEST = "manifest.json";
    private static final String TENSORS = "tensors.bin";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final Path folder;
    private final int keep;
    private final Disk disk;

    /** @param sha256 of the other fields; runs of version 0.1 have none */
    private record Manifest(
            int format, int epochsDone, long stepsDone, long tensorBytes, String tensorSha256, String sha256) {
        Manifest signed() {
            return new Manifest(format, epochsDone, stepsDone, tensorBytes, tensorSha256, digest());
        }

        boolean isIntact() {
            return sha256 == null || sha256.equals(digest());
        }

        private String digest() {
            String fields = format + " " + epochsDone + " " + stepsDone + " " + tensorBytes + " " + tensorSha256;
            return HexFormat.of().formatHex(CheckpointStore.sha256().digest(fields.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** @param keep how many of the newest checkpoints stay, at least 1 */
    CheckpointStore(Path folder, int keep) {
        this(folder, keep, Disk.REAL);
    }

    CheckpointStore(Path folder, int keep, Disk disk) {
        this.folder = folder;
        this.keep = keep;
        this.disk = disk;
    }

    /**
     * Saves {@code state}, then removes the oldest beyond the number to keep. Returns the checkpoint's folder. A whole one
     * of the same step stays as it is: to replace it would risk it for nothing.
     *
     * @throws RunFolderException if it cannot be written; the others are left as they were
     */
    Path save(TrainingState state) throws IOException {
        Path target = folder.resolve(String.format(Locale.ROOT, "step-%08d", state.stepsDone()));
        Path temporary = folder.resolve(AtomicFiles.TEMPORARY_PREFIX + target.getFileName());
        if (isWhole(target)) {
            return target;
        }
        try {
            // Only one level: a run folder that was deleted must not come back half.
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
            AtomicFiles.deleteTree(temporary);
            write(temporary, state);
            AtomicFiles.deleteTree(target);
            AtomicFiles.rename(temporary, target);
        } catch (IOException e) {
            throw new RunFolderException(cannotSave(state, target, e));
        } finally {
            AtomicFiles.deleteTree(temporary);
        }
        prune();
        return target;
    }

    private String cannotSave(TrainingState state, Path target, IOException reason) {
        long bytes = state.tensors().values().stream()
                .mapToLong(tensor -> (long) tensor.values().length * Float.BYTES)
                .sum();
        return String.format(
                Locale.ROOT,
                "cannot save the checkpoint %s: %s; it needs %.1f MB, %s free. The checkpoints before it are untouched:"
                        + " make room, then go on with resume RUN",
                target,
                RunFolder.reason(reason),
                bytes / 1e6,
                free());
    }

    private String free() {
        try {
            return String.format(
                    Locale.ROOT, "%.1f MB are", Files.getFileStore(folder).getUsableSpace() / 1e6);
        } catch (IOException e) {
            return "an unknown part of the disk is";
        }
    }

    private static boolean isWhole(Path checkpoint) {
        try {
            return Files.isDirectory(checkpoint) && read(checkpoint) != null;
        } catch (IOException | RuntimeException damaged) {
            return false;
        }
    }

    /** The manifest tells what was meant to be written, so that a disk which lost some of it is found out. */
    private void write(Path temporary, TrainingState state) throws IOException {
        Files.createDirectory(temporary);
        Path tensors = temporary.resolve(TENSORS);
        MessageDigest digest = sha256();
        long length;
        try (CountedStream out = new CountedStream(disk.create(tensors))) {
            TensorFile.write(new DigestOutputStream(out, digest), state.tensors());
            length = out.count;
        }
        disk.sync(tensors);
        if (Files.size(tensors) != length) {
            throw new IOException(tensors + " has " + Files.size(tensors) + " bytes after writing " + length);
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        Manifest manifest = new Manifest(FORMAT, state.epochsDone(), state.stepsDone(), length, sum, null).signed();
        Path manifestFile = temporary.resolve(MANIFEST);
        try (OutputStream out = disk.create(manifestFile)) {
            out.write(GSON.toJson(manifest).getBytes(StandardCharsets.UTF_8));
        }
        disk.sync(manifestFile);
        disk.sync(temporary);
    }

    private static final class CountedStream extends FilterOutputStream {
        private long count;

        CountedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }
    }

    private void prune() throws IOException {
        List<Path> newestFirst = checkpoints();
        for (int i = keep; i < newestFirst.size(); i++) {
            AtomicFiles.deleteTree(newestFirst.get(i));
        }
    }

    /** Folders that look like checkpoints, newest first. */
    List<Path> checkpoints() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.getFileName().toString().matches("step-[0-9]{8,}"))
                    .sorted((a, b) -> b.getFileName().compareTo(a.getFileName()))
                    .toList();
        }
    }

    /**
     * The newest checkpoint that verifies, or nothing if none was ever saved; each damaged one before it is named to {@code warnings}. Leftovers of
     * interrupted saves are removed.
     *
     * @throws UnusableRunException if there are checkpoints and all are damaged
     */
    Optional<TrainingState> newest(Consumer<String> warnings) throws IOException {
        sweep();
        for (Path checkpoint : checkpoints()) {
            try {
                return Optional.of(read(checkpoint));
            } catch (IOException | RuntimeException damage) {
                warnings.accept("Checkpoint skipped: " + damage.getMessage());
            }
        }
        if (!checkpoints().isEmpty()) {
            Path best = folder.resolveSibling("best");
            String export = Files.isDirectory(best)
                            && new CheckpointStore(best, 1)
                                    .checkpoints().stream().anyMatch(CheckpointStore::isWhole)
                    ? "; the best state is whole, make its models by: "
                            + TypedCommand.of(
                                    "export",
                                    folder.toAbsolutePath().normalize().getParent()) + " --best"
                    : "";
            throw new UnusableRunException("none of the checkpoints in " + folder
                    + " can be used; train anew into another folder, or restore them from a copy" + export);
        }
        return Optional.empty();
    }

    /** Removes the leftovers of interrupted saves. */
    void sweep() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> leftovers = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(path -> path.getFileName().toString().startsWith(AtomicFiles.TEMPORARY_PREFIX))
                    .forEach(leftovers::add);
        }
        for (Path leftover : leftovers) {
            AtomicFiles.deleteTree(leftover);
        }
    }

    static TrainingState read(Path checkpoint) throws IOException {
        Manifest manifest = manifest(checkpoint.resolve(MANIFEST));
        Path tensors = checkpoint.resolve(TENSORS);
        if (Files.size(tensors) != manifest.tensorBytes()) {
            throw new IOException(tensors + " is damaged: expected " + manifest.tensorBytes() + " bytes, found "
                    + Files.size(tensors));
        }
        if (!sha256(tensors).equals(manifest.tensorSha256())) {
            throw new IOException(tensors + " is damaged: its SHA-256 is not the one in " + MANIFEST);
        }
        return new TrainingState(manifest.epochsDone(), manifest.stepsDone(), TensorFile.read(tensors));
    }

    private static Manifest manifest(Path file) throws IOException {
        Manifest manifest;
        try {
            manifest = GSON.fromJson(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), Manifest.class);
        } catch (JsonParseException e) {
            throw new IOException(file + " is damaged: not JSON", e);
        }
        if (manifest == null || manifest.tensorSha256() == null) {
            throw new IOException(file + " is damaged: incomplete");
        }
        if (manifest.format() > FORMAT) {
            throw new IOException(file + " has format " + manifest.format() + ", this LatentJ reads up to " + FORMAT
                    + ": update LatentJ");
        }
        if (!manifest.isIntact()) {
            throw new IOException(file + " is damaged: its own SHA-256 is not that of its numbers");
        }
        return manifest;
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
