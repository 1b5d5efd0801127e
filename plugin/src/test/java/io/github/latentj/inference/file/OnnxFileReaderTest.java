package io.github.latentj.inference.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latentj.inference.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFileReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsShapesOperatorsWeightsAndMetadata() {
        OnnxFile file = OnnxFileReader.read(new TinyModel(8, 3)
                .rank2()
                .metadata(Collections.singletonMap("author", "me"))
                .write(folder.resolve("tiny.onnx")));

        assertThat(file.inputs()).hasToString("[float [N,8]]");
        assertThat(file.outputs()).hasToString("[float [N,3,16,16]]");
        assertThat(file.nodes())
                .extracting(OnnxFile.Node::operator)
                .containsExactly("Reshape", "ConvTranspose", "Relu", "ConvTranspose", "Relu", "ConvTranspose", "Tanh");
        assertThat(file.initializers()).extracting(TensorInfo::name).containsExactly("shape", "wa", "wb", "wc");
        assertThat(file.metadata()).containsExactly(org.assertj.core.api.Assertions.entry("author", "me"));
        assertThat(file.lastOperator()).isEqualTo("Tanh");
        assertThat(file.producer()).isEqualTo("latentj-test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "This is no model, but a letter.", "\u0089PNG\r\n\u001a\n", "PK\u0003\u0004"})
    void refusesOtherFiles(String content) throws IOException {
        Path file = Files.write(folder.resolve("other.onnx"), content.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> OnnxFileReader.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessage("not an ONNX file: " + file);
    }

    @Test
    void refusesTruncatedFilesWhereverTheyEnd() throws IOException {
        byte[] whole = new TinyModel(8, 1).toBytes();
        for (int length = 1; length < whole.length - 8; length += 97) {
            Path file = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> OnnxFileReader.read(file))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    /** A damaged file is read or refused, but never brings down the reader. */
    @Test
    void survivesRandomBytesAndBitFlips() throws IOException {
        byte[] whole = new TinyModel(8, 1).toBytes();
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = whole.clone();
            for (int k = 0; k <= i % 4; k++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (i % 20 == 0) {
                random.nextBytes(damaged);
            }
            readOrRefuse(Files.write(folder.resolve("damaged.onnx"), damaged));
        }
    }

    private static void readOrRefuse(Path file) {
        try {
            assertThat(OnnxFileReader.read(file).nodes()).isNotEmpty();
        } catch (ModelException refused) {
            assertThat(refused).hasMessageContaining(file.toString());
        }
    }

    @Test
    void refusesWeightsInOtherFiles() {
        WireWriter outside = TinyModel.tensor("wx", 1, 4)
                .message(13, new WireWriter().text(1, "location").text(2, "../../etc/passwd"))
                .number(14, 1);

        assertRefused(new TinyModel(8, 1).extraTensor(outside), "tensor 'wx' keeps its weights in another file");
    }

    @Test
    void refusesOutsideWeightsHiddenInAnAttribute() {
        WireWriter outside = TinyModel.tensor("v", 1, 4).number(14, 1);
        WireWriter constant = TinyModel.node("Constant", "k")
                .message(5, new WireWriter().text(1, "value").message(5, outside));

        assertRefused(new TinyModel(8, 1).extraNode(constant), "tensor 'v' keeps its weights in another file");
    }

    @Test
    void refusesGraphsInsideGraphs() {
        WireWriter branch = TinyModel.node("Identity", "k", "image")
                .message(5, new WireWriter().text(1, "then_branch").message(6, new WireWriter()));

        assertRefused(new TinyModel(8, 1).extraNode(branch), "holds a graph inside a graph");
    }

    @ParameterizedTest
    @ValueSource(strings = {"If", "Loop", "Scan", "RandomNormal", "StringNormalizer", "ConstantOfShape", "NoSuchThing"})
    void refusesOperatorsThatAreNotOnTheList(String operator) {
        assertRefused(
                new TinyModel(8, 1).extraNode(TinyModel.node(operator, "k", "image")),
                "uses the operator '" + operator + "', which LatentJ does not run");
    }

    @Test
    void refusesOperatorsOfOtherDomains() {
        assertRefused(
                new TinyModel(8, 1)
                        .extraNode(TinyModel.node("Relu", "k", "image").text(7, "com.example")),
                "uses the operator 'com.example.Relu'");
    }

    @Test
    void refusesTensorsWhoseBytesDisagreeWithTheirShape() {
        assertRefused(
                new TinyModel(8, 1).extraTensor(TinyModel.tensor("w", 1, 3).bytes(9, WireWriter.littleEndian(1f, 2f))),
                "tensor 'w' has the shape [3] but 8 bytes");
        assertRefused(
                new TinyModel(8, 1).extraTensor(TinyModel.tensor("w", 1, 1L << 40, 1L << 40)),
                "has the impossible shape");
        assertRefused(
                new TinyModel(8, 1).extraTensor(TinyModel.tensor("w", 1, 3).bytes(4, WireWriter.littleEndian(1f, 2f))),
                "tensor 'w' has the shape [3] but 2 values");
        assertRefused(
                new TinyModel(8, 1).extraTensor(TinyModel.tensor("w", 8, 1).text(6, "text")),
                "tensor 'w' is of element type 8");
    }

    @Test
    void refusesHugeMetadataOfTheContract() {
        String huge = "x".repeat(10 << 20);

        assertRefused(
                new TinyModel(8, 1).metadata(Collections.singletonMap("latentj.prior", huge)),
                "has a metadata entry 'latentj.prior' of more than 65536 bytes");
        Path file = new TinyModel(8, 1)
                .metadata(Collections.singletonMap("somebody.else", huge))
                .write(folder.resolve("foreign.onnx"));
        assertThat(OnnxFileReader.read(file).metadata()).isEmpty();
    }

    @Test
    void refusesAMillionNodesQuickly() {
        WireWriter graph = new WireWriter();
        byte[] relu = TinyModel.node("Relu", "y", "x").toBytes();
        for (int i = 0; i < 1_000_000; i++) {
            graph.bytes(1, relu);
        }
        assertThatThrownBy(() -> OnnxFileReader.read(Files.write(
                        folder.resolve("long.onnx"),
                        new WireWriter().number(1, 8).message(7, graph).toBytes())))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has more than 10000 nodes");
    }

    private void assertRefused(TinyModel model, String reason) {
        Path file = model.write(folder.resolve("refused.onnx"));
        assertThatThrownBy(() -> OnnxFileReader.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(reason)
                .hasMessageEndingWith(": " + file);
    }
}
