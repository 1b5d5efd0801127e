package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.trainer.train.Tensor;
import io.github.latentj.trainer.train.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
    @TempDir
    private Path folder;

    private CheckpointStore store;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void openStore() {
        store = new CheckpointStore(folder, 2);
    }

    private static TrainingState state(long step) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a/weight", new Tensor(new long[] {2, 3}, new float[] {step, 1.5f, -2, 3, 4, Float.MIN_VALUE}));
        tensors.put("b", new Tensor(new long[0], new float[] {7}));
        return new TrainingState(3, step, tensors);
    }

    private void assertNewestIs(long step) throws IOException {
        TrainingState found = store.newest(warnings::add).orElseThrow();
        assertThat(found).usingRecursiveComparison().isEqualTo(state(step));
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatWasSavedIsReadBackExactly() throws IOException {
        store.save(state(41));
        assertNewestIs(41);
        assertThat(warnings).isEmpty();
    }

    @Test
    void keepsOnlyTheNewest() throws IOException {
        for (int step : new int[] {9, 100, 20}) {
            store.save(state(step));
        }
        assertThat(entries()).containsExactly("step-00000020", "step-00000100");
    }

    @Test
    void savingTheSameStepAgainReplacesIt() throws IOException {
        store.save(state(5));
        store.save(state(5));
        assertNewestIs(5);
    }

    @Test
    void leftoverOfAKilledSaveIsSweptAndThePreviousIsUsed() throws IOException {
        store.save(state(5));
        Path partial = Files.createDirectory(folder.resolve(".part-step-00000009"));
        Files.write(partial.resolve("tensors.bin"), new byte[10]);
        assertNewestIs(5);
        assertThat(entries()).containsExactly("step-00000005");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 50, -1})
    void truncatedCheckpointIsNamedAndThePreviousIsUsed(int length) throws IOException {
        store.save(state(5));
        Path tensors = store.save(state(6)).resolve("tensors.bin");
        byte[] bytes = Files.readAllBytes(tensors);
        Files.write(tensors, Arrays.copyOf(bytes, length < 0 ? bytes.length - 1 : length));
        assertNewestIs(5);
        assertThat(warnings).singleElement().asString().contains(tensors.toString(), "expected " + bytes.length);
    }

    @Test
    void everySingleFlippedBitIsDetected() throws IOException {
        store.save(state(5));
        Path checkpoint = store.save(state(6));
        Path tensors = checkpoint.resolve("tensors.bin");
        byte[] bytes = Files.readAllBytes(tensors);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(tensors, damaged);
            assertNewestIs(5);
        }
        assertThat(warnings).hasSize(bytes.length * 8);
    }

    /** A flip in the name of the checksum, or in white space, changes nothing that is read. */
    @Test
    void everyFlippedBitOfTheManifestIsDetectedOrHarmless() throws IOException {
        store.save(state(5));
        Path manifest = store.save(state(6)).resolve("manifest.json");
        byte[] bytes = Files.readAllBytes(manifest);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(manifest, damaged);
            int warned = warnings.size();
            TrainingState found = store.newest(warnings::add).orElseThrow();
            TrainingState expected = state(warnings.size() > warned ? 5 : 6);
            assertThat(found).as("bit " + bit).usingRecursiveComparison().isEqualTo(expected);
        }
        assertThat(warnings)
                .hasSizeGreaterThan(bytes.length * 4)
                .allSatisfy(warning -> assertThat(warning).contains(folder.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "null", "[1]", "{\"format\": 1, \"tensorBytes\": -5}", "{\"format\":\"x\"}"})
    void brokenManifestIsNamedAndThePreviousIsUsed(String manifest) throws IOException {
        store.save(state(5));
        Files.writeString(store.save(state(6)).resolve("manifest.json"), manifest);
        assertNewestIs(5);
        assertThat(warnings).singleElement().asString().contains("manifest.json", "damaged");
    }

    @Test
    void checkpointOfANewerFormatAsksForAnUpdate() throws IOException {
        Path manifest = store.save(state(6)).resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"format\": 1", "\"format\": 2"));
        assertThatThrownBy(() -> store.newest(warnings::add))
                .isInstanceOf(UnusableRunException.class)
                .hasMessageContaining("none of the checkpoints");
        assertThat(warnings).singleElement().asString().contains("format 2", "update LatentJ");
    }

    @Test
    void hostileLengthsAreRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = folder.resolve("tensors.bin");
        TensorFile.write(Files.newOutputStream(file), state(1).tensors());
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(2);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = bytes.clone();
            for (int k = 0; k < 4; k++) {
                damaged[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            try {
                TensorFile.read(file);
            } catch (IOException | RuntimeException refused) {
                assertThat(refused).isNotInstanceOf(NegativeArraySizeException.class);
            }
        }
    }

    /** What a kill leaves behind at each moment of saving step 7 after 5 and 6, two being kept. */
    @ParameterizedTest
    @ValueSource(
            strings = {"folder", "half tensors", "tensors", "half manifest", "not renamed", "not pruned", "half pruned"
            })
    void whateverASaveWasKilledInTheNewestWholeCheckpointIsFound(String moment) throws IOException {
        Path five = store.save(state(5));
        store.save(state(6));
        Path copy = folder.resolveSibling(folder.getFileName() + "-copy");
        copyTree(five, copy);
        Path seven = store.save(state(7));
        copyTree(copy, five);
        boolean renamed = moment.endsWith("pruned");
        Path saved = renamed ? seven : Files.move(seven, folder.resolve(".part-step-00000007"));
        Path tensors = saved.resolve("tensors.bin");
        Path manifest = saved.resolve("manifest.json");
        switch (moment) {
            case "folder" -> AtomicFiles.deleteTree(saved);
            case "half tensors", "tensors" -> Files.delete(manifest);
            case "half manifest" -> Files.writeString(manifest, "{");
            case "half pruned" -> Files.delete(five.resolve("tensors.bin"));
            default -> assertThat(saved).exists();
        }
        if (moment.equals("folder")) {
            Files.createDirectory(saved);
        }
        if (moment.equals("half tensors")) {
            Files.write(tensors, Arrays.copyOf(Files.readAllBytes(tensors), 20));
        }
        assertNewestIs(renamed ? 7 : 6);
        assertThat(warnings).isEmpty();
        store.save(state(8));
        assertNewestIs(8);
        assertThat(entries()).containsExactly(renamed ? "step-00000007" : "step-00000006", "step-00000008");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        AtomicFiles.deleteTree(to);
        Files.createDirectory(to);
        for (String name : new String[] {"tensors.bin", "manifest.json"}) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    @Test
    void wholeCheckpointOfTheSameStepIsNotTouchedAndADamagedOneIsReplaced() throws IOException {
        Path checkpoint = store.save(state(5));
        Object before = Files.readAttributes(checkpoint, "unix:ino").get("ino");
        store.save(state(5));
        assertThat(Files.readAttributes(checkpoint, "unix:ino").get("ino")).isEqualTo(before);
        Files.write(checkpoint.resolve("tensors.bin"), new byte[4]);
        store.save(state(5));
        assertNewestIs(5);
    }

    /** A disk that does its work badly. */
    private record BadDisk(int mostBytesAWrite, long roomLeft, String notSynced) implements Disk {
        @Override
        public OutputStream create(Path file) throws IOException {
            FileChannel real = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return Channels.newOutputStream(new WritableByteChannel() {
                @Override
                public int write(ByteBuffer bytes) throws IOException {
                    int length = Math.min(bytes.remaining(), mostBytesAWrite);
                    byte[] some = new byte[length];
                    bytes.get(some);
                    if (real.size() < roomLeft) {
                        real.write(ByteBuffer.wrap(some));
                    }
                    return length;
                }

                @Override
                public boolean isOpen() {
                    return real.isOpen();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            });
        }

        @Override
        public void sync(Path path) throws IOException {
            if (path.toString().endsWith(notSynced)) {
                throw new IOException("Input/output error");
            }
        }
    }

    @Test
    void writesThatComeShortAreGoneOnWith() throws IOException {
        new CheckpointStore(folder, 2, new BadDisk(5, Long.MAX_VALUE, "nothing")).save(state(5));
        assertNewestIs(5);
    }

    @Test
    void bytesThatTheDiskSwallowedAreNoCheckpoint() throws IOException {
        store.save(state(5));
        CheckpointStore bad = new CheckpointStore(folder, 2, new BadDisk(16, 40, "nothing"));
        assertThatThrownBy(() -> bad.save(state(6)))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContainingAll("cannot save the checkpoint", "bytes after writing");
        assertThat(entries()).containsExactly("step-00000005");
        assertNewestIs(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensors.bin", "manifest.json", ".part-step-00000006"})
    void whatCouldNotBeForcedToTheDiskIsNotSaved(String file) throws IOException {
        store.save(state(5));
        CheckpointStore bad = new CheckpointStore(folder, 2, new BadDisk(1000, Long.MAX_VALUE, file));
        assertThatThrownBy(() -> bad.save(state(6)))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContainingAll("cannot save the checkpoint", "Input/output error", "untouched");
        assertThat(entries()).containsExactly("step-00000005");
        assertNewestIs(5);
    }

    @Test
    void interruptionStopsNoSave() throws IOException {
        Thread saving = Thread.currentThread();
        AtomicBoolean saved = new AtomicBoolean();
        Thread interrupting = new Thread(() -> {
            while (!saved.get()) {
                saving.interrupt();
                LockSupport.parkNanos(20_000);
            }
        });
        interrupting.start();
        try {
            for (int step = 1; step <= 8; step++) {
                store.save(state(step));
            }
        } finally {
            saved.set(true);
        }
        assertThat(Thread.interrupted()).as("the wish is kept").isTrue();
        assertNewestIs(8);
    }

    /** Clocks are set back, and run far ahead; steps only grow. */
    @Test
    void orderIsThatOfTheStepsWhateverTheClockSays() throws IOException {
        Path six = store.save(state(6));
        Path seven = store.save(state(7));
        Files.setLastModifiedTime(six, FileTime.from(Instant.parse("2040-01-01T00:00:00Z")));
        Files.setLastModifiedTime(seven, FileTime.from(Instant.parse("1969-01-01T00:00:00Z")));
        assertNewestIs(7);
        store.save(state(8));
        assertThat(entries()).containsExactly("step-00000007", "step-00000008");
    }
}
