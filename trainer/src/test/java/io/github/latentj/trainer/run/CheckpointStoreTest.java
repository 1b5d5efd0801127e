package io.github.latentj.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.trainer.train.Tensor;
import io.github.latentj.trainer.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("none of the checkpoints");
        assertThat(warnings).singleElement().asString().contains("format 2", "update LatentJ");
    }

    @Test
    void hostileLengthsAreRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = folder.resolve("tensors.bin");
        TensorFile.write(file, state(1).tensors());
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
}
