package io.github.latentj.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.OnnxFile;
import io.github.latentj.inference.file.OnnxFileReader;
import io.github.latentj.inference.file.TensorInfo;
import io.github.latentj.inference.file.WeightsCheck;
import io.github.latentj.inference.file.WireWriter;
import io.github.latentj.inference.runtime.HostProgram;
import io.github.latentj.inference.runtime.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /** Nightly: it takes a gigabyte of disk and twice that of memory. */
    @Test
    void modelLargerThanTheHeapRuns() throws Exception {
        assumeTrue(Boolean.getBoolean("latentj.large"), "a model of 1.9 GB: -Dlatentj.large=true");
        Path file = folder.resolve("large.onnx");
        withUnusedWeights(new TinyModel(4, 1).write(folder.resolve("small.onnx")), file, 1_900_000_000);

        Process host = HostProgram.start(folder, file);

        assertThat(new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("64 images");
    }

    /** The same network with zeros that nothing reads, in a file with a hole. */
    private static void withUnusedWeights(Path model, Path target, int bytes) throws IOException {
        byte[] all = Files.readAllBytes(model);
        int graph = graphStart(all);
        int[] length = varint(all, graph + 1);
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        tensor.writeBytes(TinyModel.tensor("unused", 1, bytes / 4).toBytes());
        tensor.write(9 << 3 | 2);
        tensor.writeBytes(varint(bytes));
        int tensorBytes = tensor.size() + bytes;
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.write(all, 0, graph + 1);
        byte[] size = varint(tensorBytes);
        first.writeBytes(varint(length[0] + 1 + size.length + tensorBytes));
        int graphEnd = length[1] + length[0];
        first.write(all, length[1], length[0]);
        first.write(5 << 3 | 2);
        first.writeBytes(size);
        first.writeBytes(tensor.toByteArray());
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(first.toByteArray()));
            file.write(ByteBuffer.wrap(all, graphEnd, all.length - graphEnd), first.size() + (long) bytes);
            if (graphEnd == all.length) {
                file.write(ByteBuffer.wrap(new byte[1]), first.size() + (long) bytes - 1);
            }
        }
    }

    /** Where the field {@code graph} of a {@code ModelProto} begins. */
    private static int graphStart(byte[] model) {
        int at = 0;
        while (model[at] != (7 << 3 | 2)) {
            boolean number = (model[at] & 7) == 0;
            int[] value = varint(model, at + 1);
            at = value[1] + (number ? 0 : value[0]);
        }
        return at;
    }

    /** The number, and where the next begins. */
    private static int[] varint(byte[] bytes, int from) {
        int value = 0;
        int at = from;
        for (int shift = 0; ; shift += 7) {
            value |= (bytes[at] & 0x7f) << shift;
            if (bytes[at++] >= 0) {
                return new int[] {value, at};
            }
        }
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int left = value;
        while (left > 0x7f) {
            out.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write(left);
        return out.toByteArray();
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
