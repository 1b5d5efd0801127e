package io.github.latentj.trainer.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.latentj.trainer.train.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
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

    private record Manifest(int format, int epochsDone, long stepsDone, long tensorBytes, String tensorSha256) {}

    /** @param keep how many of the newest checkpoints stay, at least 1 */
    CheckpointStore(Path folder, int keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /**
     * Saves {@code state}, then removes the oldest beyond the number to keep. Returns the checkpoint's folder.
     *
     * @throws RunFolderException if it cannot be written; the others are left as they were
     */
    Path save(TrainingState state) throws IOException {
        Path target = folder.resolve(String.format(Locale.ROOT, "step-%08d", state.stepsDone()));
        Path temporary = folder.resolve(AtomicFiles.TEMPORARY_PREFIX + target.getFileName());
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
                        + " make room, then go on with --resume",
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

    private static void write(Path temporary, TrainingState state) throws IOException {
        Files.createDirectory(temporary);
        Path tensors = temporary.resolve(TENSORS);
        TensorFile.write(tensors, state.tensors());
        AtomicFiles.sync(tensors);
        Manifest manifest =
                new Manifest(FORMAT, state.epochsDone(), state.stepsDone(), Files.size(tensors), sha256(tensors));
        Path manifestFile = temporary.resolve(MANIFEST);
        Files.writeString(manifestFile, GSON.toJson(manifest));
        AtomicFiles.sync(manifestFile);
        AtomicFiles.sync(temporary);
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
     * @throws RunFolderException if there are checkpoints and all are damaged
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
            throw new RunFolderException("none of the checkpoints in " + folder
                    + " can be used; train anew into another folder, or restore them from a copy");
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
            manifest = GSON.fromJson(Files.readString(file), Manifest.class);
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
        return manifest;
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
