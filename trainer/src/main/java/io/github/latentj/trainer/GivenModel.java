package io.github.latentj.trainer;

import io.github.latentj.contract.ModelFiles;
import io.github.latentj.trainer.config.TypedCommand;
import io.github.latentj.trainer.export.ModelFileException;
import io.github.latentj.trainer.run.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The generator's file that a user's path means: itself, {@code generator.onnx} in a folder, or the one of a zip made by
 * {@code package}, which lies in a temporary folder until this is closed.
 */
final class GivenModel implements AutoCloseable {

    private final Path file;
    private final Path temporary;

    private GivenModel(Path file, Path temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /** @throws ModelFileException if there is no such file, with what makes one */
    static GivenModel of(Path given) throws IOException {
        requireThere(given);
        if (given.toString().toLowerCase(Locale.ROOT).endsWith(".zip") && Files.isRegularFile(given)) {
            return unpacked(given);
        }
        return new GivenModel(Files.isDirectory(given) ? given.resolve(ModelFiles.GENERATOR) : given, null);
    }

    /**
     * Refuses a folder without a model, and a model that is still to be made of a run.
     *
     * @throws ModelFileException naming what is missing and what makes it
     */
    static void requireThere(Path given) {
        Path file = Files.isDirectory(given) ? given.resolve(ModelFiles.GENERATOR) : given;
        if (Files.exists(file)) {
            return;
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        String missing = "there is no model file " + file.toAbsolutePath().normalize();
        if (folder != null && RunFolder.isRun(folder)) {
            Path run = Files.isDirectory(given) ? given : folder;
            throw new ModelFileException(
                    missing + "; the run has not been exported, make it by: " + TypedCommand.of("export", run));
        }
        throw new ModelFileException(missing);
    }

    private static GivenModel unpacked(Path zip) throws IOException {
        String shown = zip.toAbsolutePath().normalize().toString();
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            List<? extends ZipEntry> found = archive.stream()
                    .filter(entry -> Path.of(entry.getName()).endsWith(ModelFiles.GENERATOR))
                    .toList();
            if (found.size() != 1) {
                throw new ModelFileException("a zipped model must hold one " + ModelFiles.GENERATOR + ", found "
                        + found.size() + ": " + shown);
            }
            Path folder = Files.createTempDirectory("latentj-model-");
            GivenModel model = new GivenModel(folder.resolve(ModelFiles.GENERATOR), folder);
            try (InputStream content = archive.getInputStream(found.get(0))) {
                Files.copy(content, model.file);
            } catch (IOException failed) {
                model.close();
                throw failed;
            }
            return model;
        } catch (ZipException damaged) {
            throw new ModelFileException("no zip, or a damaged one: " + shown + " (" + damaged.getMessage() + ")");
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        if (temporary != null) {
            Files.deleteIfExists(file);
            Files.deleteIfExists(temporary);
        }
    }
}
