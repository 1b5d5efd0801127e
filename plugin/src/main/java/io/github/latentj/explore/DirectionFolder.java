package io.github.latentj.explore;

import io.github.latentj.inference.GeneratorModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The directions beside a model: {@code directions/NAME.json} in the model's folder. Copy a file to share it. */
public final class DirectionFolder {
    private static final String EXTENSION = ".json";
    private static final long LARGEST_FILE = 4 << 20;

    private final Path folder;
    private final boolean replaces;

    /** @param model the {@code .onnx} file or model folder */
    public DirectionFolder(Path model) {
        this(model, false);
    }

    /** @param replaces whether a direction may take the place of another of its name */
    public DirectionFolder(Path model, boolean replaces) {
        Path parent = Files.isDirectory(model) ? model : model.toAbsolutePath().getParent();
        folder = parent.resolve("directions");
        this.replaces = replaces;
    }

    /** The names of all saved directions, sorted. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + EXTENSION)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    names.add(name.substring(0, name.length() - EXTENSION.length()));
                }
            } catch (IOException unreadable) {
                throw failed("read", folder, unreadable);
            }
        }
        return names.stream().collect(Collectors.toList());
    }

    /**
     * Saves a direction under its name.
     *
     * @throws RequestException if the name is taken or the folder cannot be written
     */
    public Path save(Direction direction) {
        Path file = file(direction.name());
        requireFree(direction.name());
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "draft", ".tmp");
            Files.write(draft, DirectionJson.write(direction).getBytes(StandardCharsets.US_ASCII));
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw failed("write", file, unwritable);
        }
    }

    /** @throws RequestException if the name is taken or is no name */
    public void requireFree(String name) {
        if (Files.exists(file(name)) && !replaces) {
            throw new RequestException(
                    "there is already a direction '" + name + "': choose replace, or take another name");
        }
    }

    /** @throws RequestException if there is no such direction, or its file is damaged */
    public Direction load(String name) {
        Path file = existing(name);
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new RequestException("not a direction, because it is larger than 4 MB: " + file);
            }
            String json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return DirectionJson.read(json, file.toString());
        } catch (IOException unreadable) {
            throw failed("read", file, unreadable);
        }
    }

    /**
     * Loads a direction for use with a model.
     *
     * @throws RequestException if there is no such direction, or it was found in another model
     */
    public Direction load(String name, GeneratorModel model) {
        Direction direction = load(name);
        if (!direction.modelSha256().equals(model.sha256())) {
            throw new RequestException("the direction '" + name + "' was found in another model (SHA-256 "
                    + direction.modelSha256() + ", " + model.path() + " has " + model.sha256() + ")");
        }
        return direction;
    }

    /** @throws RequestException if there is no such direction */
    public void delete(String name) {
        Path file = existing(name);
        try {
            Files.delete(file);
        } catch (IOException undeletable) {
            throw failed("delete", file, undeletable);
        }
    }

    /** How a direction was found, or what is wrong with its file: a few words. */
    public String origin(String name) {
        try {
            return load(name).origin();
        } catch (RequestException unusable) {
            return unusable.getMessage();
        }
    }

    /**
     * @param what what the name is given for, to begin the message
     * @throws RequestException listing what is saved, if there is no such direction
     */
    public void require(String what, String name) {
        try {
            existing(name);
        } catch (RequestException missing) {
            throw new RequestException(what + ": " + missing.getMessage());
        }
    }

    private Path existing(String name) {
        Path file = name.isEmpty() ? folder : file(name);
        if (!Files.isRegularFile(file)) {
            List<String> names = names();
            throw new RequestException((name.isEmpty()
                            ? "a direction must be named; "
                            : "there is no direction '" + name + "' beside the model; ")
                    + (names.isEmpty() ? "none is saved yet" : "saved are " + String.join(", ", names)));
        }
        return file;
    }

    private Path file(String name) {
        return folder.resolve(Direction.checkedName(name) + EXTENSION);
    }

    private static RequestException failed(String what, Path path, IOException cause) {
        return new RequestException("cannot " + what + " " + path + " (" + cause.getMessage() + ")");
    }
}
