package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.onnxruntime.OrtException;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.onnx.convert.TracedConverter;
import io.github.latentj.onnx.graph.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExporterTest {
    @TempDir
    Path folder;

    @Test
    void wholeGeneratorAgrees() {
        try (Network network = Network.of(Dcgan.generator(8, 4, 3), 1, 20, 1, 1)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void wholeDiscriminatorAgrees() {
        try (Network network = Network.of(Dcgan.discriminator(8, 3), 1, 1, 32, 32)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void namesInputOutputAndBatchAxis() throws OrtException, IOException {
        Path file = folder.resolve("generator.onnx");
        try (Network network = Network.of(Dcgan.generator(2, 2, 1), 1, 5, 1, 1)) {
            network.exporter().inputName("z").outputName("image").write(file);
        }
        try (OrtModel model = new OrtModel(file)) {
            assertThat(model.session().getInputInfo().get("z").getInfo().toString())
                    .contains("[-1, 5, 1, 1]");
            assertThat(model.session().getOutputInfo().get("image").getInfo().toString())
                    .contains("[-1, 1, 16, 16]");
        }
    }

    @Test
    void carriesMetadataAndTheDigestOfItsWeights() throws OrtException, IOException {
        Path file = folder.resolve("linear.onnx");
        try (Network network = Network.of(Linear.builder().setUnits(2).build(), 1, 3)) {
            ExportedModel exported = network.exporter()
                    .metadata(Map.of("author", "Ärzte & Söhne"))
                    .write(file);
            assertThat(exported.path()).isEqualTo(file);
            assertThat(exported.bytes()).isEqualTo(Files.size(file));
            try (OrtModel model = new OrtModel(file)) {
                assertThat(model.session().getMetadata().getCustomMetadata())
                        .containsEntry("author", "Ärzte & Söhne")
                        .containsEntry(GeneratorSpec.WEIGHTS_SHA256_KEY, exported.weightsSha256());
            }
        }
    }

    @Test
    void refusesInputShapesThatTheWeightsDoNotFit() {
        SequentialBlock classifier = new SequentialBlock()
                .add(Conv2d.builder()
                        .setFilters(2)
                        .setKernelShape(new Shape(3, 3))
                        .build())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(2).build());
        try (Network network = Network.of(classifier, 1, 3, 8, 8)) {
            assertRefused(
                    OnnxExporter.of(network.block(), new Shape(1, 4, 8, 8)), "made for 3 at axis 1", "the input shape");
            assertRefused(OnnxExporter.of(network.block(), new Shape(1, 3, 9, 8)), "made for 72 at axis 1");
            assertRefused(OnnxExporter.of(network.block(), new Shape(3, 8, 8)), "works on 4 axes");
        }
        try (Network network = Network.of(Dcgan.generator(2, 2, 1), 1, 5, 1, 1)) {
            assertRefused(OnnxExporter.of(network.block(), new Shape(1, 6, 1, 1)), "made for 5 at axis 1");
        }
    }

    @Test
    void refusesMetadataThatClaimAnotherDigest() {
        try (Network network = Network.of(Linear.builder().setUnits(2).build(), 1, 3)) {
            assertRefused(
                    network.exporter().metadata(Map.of(GeneratorSpec.WEIGHTS_SHA256_KEY, "0".repeat(64))),
                    "leave the key to the exporter");
        }
    }

    @Test
    void sameWeightsGiveTheSameBytes() throws IOException {
        try (Network network = Network.of(Dcgan.generator(2, 3, 1), 1, 5, 1, 1)) {
            OnnxExporter exporter = network.exporter().metadata(Map.of("b", "2", "a", "1"));
            exporter.write(folder.resolve("first.onnx"));
            exporter.write(folder.resolve("second.onnx"));
        }
        assertThat(folder.resolve("first.onnx")).hasSameBinaryContentAs(folder.resolve("second.onnx"));
    }

    @Test
    void refusesAnUnknownBlockWithItsPathAndTheSupportedOnes() {
        SequentialBlock block =
                new SequentialBlock().add(Activation.reluBlock()).add(new SequentialBlock().add(new Doubling()));
        try (Network network = Network.of(block, 1, 3)) {
            assertRefused(
                    network.exporter(), "block 02SequentialBlock/01Doubling", "supported are", "Conv2d, ", "BatchNorm");
        }
    }

    @Test
    void exportsABlockThatTheUserTeaches() {
        try (Network network = Network.of(new SequentialBlock().add(new Doubling()), 1, 3)) {
            OnnxExporter taught = network.exporter()
                    .converter(
                            Doubling.class,
                            (block, input, scope) ->
                                    scope.node("Add").input(input, input).output(input.shape()));
            network.assertExportAgrees(taught, Network.RELATIVE);
        }
    }

    @Test
    void followsABlockThatIsMadeOfKnownOperations() {
        try (Network network = Network.of(new SequentialBlock().add(new Doubling()), 1, 3)) {
            network.assertExportAgrees(
                    network.exporter().converter(Doubling.class, new TracedConverter()), Network.RELATIVE);
        }
    }

    @Test
    void refusesWeightsThatAreNotFinite() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Linear linear = Linear.builder().setUnits(2).build();
            try (Network network = Network.of(new SequentialBlock().add(linear), 1, 3)) {
                linear.getParameters().get("bias").getArray().set(new float[] {1, bad});
                assertRefused(network.exporter(), "block 01Linear", "bias contains " + bad);
            }
        }
    }

    @Test
    void refusesWeightsThatAreNotInitialized() {
        SequentialBlock block =
                new SequentialBlock().add(Linear.builder().setUnits(2).build());
        assertRefused(OnnxExporter.of(block, new Shape(1, 3)), "block 01Linear", "initialize");
    }

    @Test
    void refusesInputWithoutBatchAxis() {
        assertThatThrownBy(() -> OnnxExporter.of(Activation.reluBlock(), new Shape(3)))
                .hasMessageContaining("batch axis");
        assertThatThrownBy(() -> OnnxExporter.of(Activation.reluBlock(), new Shape(1, 3, -1)))
                .hasMessageContaining("positive sizes");
    }

    @Test
    void aFailedExportLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.writeString(file, "old");
        try (Network network = Network.of(new SequentialBlock().add(new Doubling()), 1, 3)) {
            assertThatThrownBy(() -> network.exporter().write(file)).isInstanceOf(ExportException.class);
        }
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("model.onnx");
    }

    @Test
    void saysWhichFolderIsMissing() {
        Path file = folder.resolve("missing/model.onnx");
        try (Network network = Network.of(Activation.reluBlock(), 1, 3)) {
            assertThatThrownBy(() -> network.exporter().write(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    private void assertRefused(OnnxExporter exporter, String... inMessage) {
        assertThatThrownBy(() -> exporter.write(folder.resolve("refused.onnx")))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll(inMessage);
        assertThat(folder).isEmptyDirectory();
    }

    /** A block that nobody registered. */
    private static final class Doubling extends AbstractBlock {
        @Override
        protected NDList forwardInternal(
                ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
            return new NDList(inputs.head().mul(2));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes;
        }
    }
}
