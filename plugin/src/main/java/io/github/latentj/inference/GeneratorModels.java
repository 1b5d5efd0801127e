package io.github.latentj.inference;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.ModelFiles;
import io.github.latentj.contract.Prior;
import io.github.latentj.inference.file.GeneratorSignature;
import io.github.latentj.inference.file.GeneratorSpecs;
import io.github.latentj.inference.file.ModelArchive;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.OnnxFile;
import io.github.latentj.inference.file.OnnxFileReader;
import io.github.latentj.inference.file.Sha256;
import io.github.latentj.inference.file.WeightsCheck;
import io.github.latentj.inference.runtime.Network;
import io.github.latentj.inference.runtime.OnnxRuntime;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.inference.runtime.RuntimeUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Opens generator files and keeps their sessions: one for each file, created once, until the file changes or
 * {@value #MOST_IDLE} others were used since.
 */
public final class GeneratorModels implements AutoCloseable {
    private static final int MOST_IDLE = 4;
    private static final String UNFINISHED = ": the training in this folder is not finished. In the trainer, 'resume'"
            + " finishes it, and 'export' makes a model of what it has learnt so far";

    private static final GeneratorModels SHARED = new GeneratorModels();

    private final GeneratorModels store;
    private final Prior assumed;

    /** Least recently used first. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    public GeneratorModels() {
        this(null, null);
    }

    private GeneratorModels(GeneratorModels store, Prior assumed) {
        this.store = store;
        this.assumed = assumed;
    }

    /**
     * The same sessions, for files that do not tell their prior: it is taken to be this one. Opening a file that tells
     * another is refused.
     */
    public GeneratorModels assuming(Prior prior) {
        return new GeneratorModels(this, prior);
    }

    /** The sessions that everything in this process shares. */
    public static GeneratorModels shared() {
        return SHARED;
    }

    /**
     * Whether a path is meant as a model, of all the things that a host is asked to open: an {@code .onnx} file, or a
     * folder or zip that holds a {@code generator.onnx}. What is in the file is not looked at.
     */
    public static boolean isModel(Path path) {
        if (Files.isDirectory(path)) {
            return Files.isRegularFile(path.resolve(ModelFiles.GENERATOR));
        }
        boolean onnx = path.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
        return onnx || ModelArchive.isArchive(path) && ModelArchive.holds(path, ModelFiles.GENERATOR);
    }

    /**
     * Opens a generator. The first time this reads the file and creates a session, which can take seconds; call it
     * away from the user interface's thread.
     *
     * @param path an {@code .onnx} file, or a model folder with a {@code generator.onnx}, zipped or not
     * @throws ModelException if there is no such file or it is no generator
     * @throws RuntimeUnavailableException if ONNX Runtime cannot be started
     */
    public GeneratorModel open(Path path) {
        return open(path, Progress.SILENT);
    }

    /**
     * As {@link #open(Path)}; the user can stop it.
     *
     * @throws java.util.concurrent.CancellationException if {@code progress} says so
     */
    public synchronized GeneratorModel open(Path path, Progress progress) {
        if (store != null) {
            return store.open(path, progress).assuming(assumed);
        }
        Key key = Key.of(path);
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = load(key, progress);
            entries.put(key, entry);
        }
        entry.users++;
        dropIdle(key);
        return new GeneratorModel(entry);
    }

    private Entry load(Key key, Progress progress) {
        Path path = ModelArchive.isArchive(key.path) ? ModelArchive.unpacked(key.path, ModelFiles.GENERATOR) : key.path;
        OnnxFile file = OnnxFileReader.read(path);
        GeneratorSignature signature = GeneratorSignature.of(file, path);
        Network network = OnnxRuntime.open(path, progress::cancelled);
        GeneratorSession session = new GeneratorSession(signature, path, network);
        try {
            GeneratorSpec spec = GeneratorSpecs.of(file, signature, session.imageShape(progress::cancelled), path);
            return new Entry(key, path, file, session, spec);
        } catch (RuntimeException refused) {
            session.close();
            throw refused;
        }
    }

    private static String sha256(Path path) {
        try {
            return Sha256.ofFile(path);
        } catch (IOException unreadable) {
            throw new ModelException("cannot read the model file " + path, unreadable);
        }
    }

    /** Closes unused sessions: older versions of the same file, and those beyond the limit. */
    private void dropIdle(Key newest) {
        int idle = 0;
        for (Entry entry : entries.values()) {
            idle += entry.users == 0 ? 1 : 0;
        }
        for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            boolean outdated = entry.path().equals(newest.path) && !entry.key.equals(newest);
            if (entry.users == 0 && (outdated || idle > MOST_IDLE)) {
                all.remove();
                entry.session.close();
                idle--;
            }
        }
    }

    private synchronized void release(Entry entry) {
        entry.users--;
    }

    /** Ends all runs and frees all sessions. A second call does nothing. */
    @Override
    public synchronized void close() {
        entries.values().forEach(entry -> entry.session.close());
        entries.clear();
    }

    /** A file as it was at one moment. */
    private static final class Key {
        private final Path path;
        private final long modified;
        private final long size;

        private Key(Path path, long modified, long size) {
            this.path = path;
            this.modified = modified;
            this.size = size;
        }

        private static boolean isUnfinishedRun(Path path) {
            return Files.isRegularFile(path.resolve("settings.yaml")) && Files.isDirectory(path.resolve("checkpoints"));
        }

        static Key of(Path path) {
            Path file = Files.isDirectory(path) ? path.resolve(ModelFiles.GENERATOR) : path;
            if (!Files.isRegularFile(file)) {
                throw new ModelException(
                        "there is no model file " + file.toAbsolutePath() + (isUnfinishedRun(path) ? UNFINISHED : ""));
            }
            try {
                Path real = file.toRealPath();
                BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
                return new Key(real, attributes.lastModifiedTime().toMillis(), attributes.size());
            } catch (IOException unreadable) {
                throw new ModelException("cannot read the model file " + file, unreadable);
            }
        }

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Key)) {
                return false;
            }
            Key that = (Key) other;
            return path.equals(that.path) && modified == that.modified && size == that.size;
        }

        @Override
        public int hashCode() {
            return Objects.hash(path, modified, size);
        }
    }

    /** One open file and how many models were handed out on it. */
    final class Entry {
        private final Key key;
        /** The file itself, or what was unpacked of it. */
        private final Path onnx;

        private final OnnxFile file;
        private final GeneratorSession session;
        private final GeneratorSpec spec;
        private final OutputRange range;
        private final String sha256;
        private final List<String> warnings;
        private int users;

        private Entry(Key key, Path onnx, OnnxFile file, GeneratorSession session, GeneratorSpec spec) {
            this.key = key;
            this.onnx = onnx;
            this.file = file;
            this.session = session;
            this.spec = spec;
            range = OutputRange.of(file, spec, session);
            sha256 = GeneratorModels.sha256(onnx);
            warnings = WeightsCheck.warnings(file, spec, onnx);
        }

        Path onnx() {
            return onnx;
        }

        OnnxFile file() {
            return file;
        }

        Path path() {
            return key.path;
        }

        GeneratorSession session() {
            return session;
        }

        GeneratorSpec spec() {
            return spec;
        }

        OutputRange range() {
            return range;
        }

        String sha256() {
            return sha256;
        }

        List<String> warnings() {
            return warnings;
        }

        void release() {
            GeneratorModels.this.release(this);
        }
    }
}
