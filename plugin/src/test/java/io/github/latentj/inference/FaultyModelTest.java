package io.github.latentj.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.contract.GeneratorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged, hostile and vanishing model files, up to the images. */
@Timeout(120)
class FaultyModelTest {
    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();

    @AfterEach
    void freeSessions() {
        models.close();
    }

    @Test
    void everyFlippedBitOfTheWeightsIsNoticed() throws IOException {
        Path file = folder.resolve("model.onnx");
        byte[] bytes = withDigest(file);
        OnnxFile sound = OnnxFileReader.read(file);
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            TensorInfo tensor =
                    sound.initializers().get(random.nextInt(sound.initializers().size()));
            int place = (int) (tensor.dataOffset() + random.nextInt((int) tensor.dataLength()));
            byte bit = (byte) (1 << random.nextInt(8));
            bytes[place] ^= bit;
            Files.write(file, bytes);
            OnnxFile damaged = OnnxFileReader.read(file);
            assertThat(WeightsCheck.warnings(damaged, GeneratorSpec.fromMetadata(damaged.metadata()), file))
                    .as("byte " + place)
                    .hasSize(1);
            bytes[place] ^= bit;
        }
    }

    @Test
    void flippedBitsAnywhereNeverEndTheProgram() throws IOException {
        byte[] bytes = withDigest(folder.resolve("model.onnx"));
        Random random = new Random(2);
        int ran = 0;
        for (int i = 0; i < 80; i++) {
            // Half of them in the structure, which is short beside the weights.
            int place = i % 2 == 0 ? random.nextInt(400) : random.nextInt(bytes.length);
            byte bit = (byte) (1 << random.nextInt(8));
            bytes[place] ^= bit;
            Path file = Files.write(folder.resolve("flip" + i + ".onnx"), bytes);
            bytes[place] ^= bit;
            try (GeneratorModel model = models.open(file)) {
                model.generate(new float[2][model.spec().latentSize()], (index, image) -> {}, Progress.SILENT);
                ran++;
            } catch (ModelException told) {
                assertThat(told.getMessage()).contains(file.toString());
            }
        }
        assertThat(ran).isBetween(15, 79);
    }

    @Test
    void hugeImageOfUnknownSizeIsToldAsWantOfMemory() {
        Path file = new TinyModel(8, 1)
                .extraNode(TinyModel.node("Resize", "huge", "image", "", "scales"))
                .extraTensor(TinyModel.tensor("scales", 1, 4).bytes(9, WireWriter.littleEndian(1, 1, 1e5f, 1e5f)))
                .openOutput("huge")
                .write(folder.resolve("huge.onnx"));

        assertThatThrownBy(() -> models.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageEndingWith(": " + file);
    }

    @Test
    void versionsOfTheFutureAreNamed() {
        assertThatThrownBy(() -> models.open(new TinyModel(8, 1).irVersion(99).write(folder.resolve("ir.onnx"))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("IR version: 99");
        assertThatThrownBy(() -> models.open(new TinyModel(8, 1).opset(99).write(folder.resolve("opset.onnx"))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("99")
                .hasMessageContaining("opset");
    }

    @Test
    void openModelSurvivesTheDeletionOfItsFile() throws IOException {
        Path file = new TinyModel(8, 1).write(folder.resolve("model.onnx"));
        try (GeneratorModel model = models.open(file)) {
            Files.delete(file);

            int[] images = {0};
            model.generate(new float[3][8], (index, image) -> images[0]++, Progress.SILENT);
            assertThat(images[0]).isEqualTo(3);

            OnnxRuntime.current().process().close();
            assertThatThrownBy(() -> model.generate(new float[3][8], (index, image) -> {}, Progress.SILENT))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("the model file changed since it was opened, open it again: " + file);
        }
    }

    @Test
    void pathsMayHoldSpacesAndForeignLetters() throws IOException {
        assumeTrue(
                System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8"),
                "needs a system whose file names are UTF-8");
        Path place = Files.createDirectories(folder.resolve("a model \u00fcn\u00efc\u00f6de \u65e5\u672c"));
        Path file = new TinyModel(8, 1).write(place.resolve("\u03b6 \u2192 image.onnx"));

        try (GeneratorModel model = models.open(file)) {
            int[] images = {0};
            model.generate(new float[3][8], (index, image) -> images[0]++, Progress.SILENT);
            assertThat(images[0]).isEqualTo(3);
        }
    }

    private byte[] withDigest(Path file) throws IOException {
        GeneratorSpec.Builder spec =
                GeneratorSpec.builder().latentSize(8).channels(1).imageSize(TinyModel.SIDE, TinyModel.SIDE);
        new TinyModel(8, 1).write(file);
        String digest = WeightsCheck.digest(OnnxFileReader.read(file), file);
        new TinyModel(8, 1).spec(spec.weightsSha256(digest).build()).write(file);
        return Files.readAllBytes(file);
    }
}
