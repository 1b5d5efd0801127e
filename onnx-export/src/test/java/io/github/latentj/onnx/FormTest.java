package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.onnxruntime.OrtException;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.Prior;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.nn.ConvTranspose2d;
import io.github.latentj.onnx.nn.Reshape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = Form.class, mode = EnumSource.Mode.EXCLUDE, names = "INT8")
    void everyFormOfAGeneratorAgrees(Form form) {
        try (Network network = Network.of(Dcgan.generator(16, 3, 2), 1, 11, 1, 1)) {
            network.assertExportAgrees(network.exporter().form(form), Network.RELATIVE);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Form.class, mode = EnumSource.Mode.EXCLUDE, names = "INT8")
    void everyFormOfADiscriminatorAgrees(Form form) {
        try (Network network = Network.of(Dcgan.discriminator(6, 3), 1, 2, 32, 32)) {
            network.assertExportAgrees(network.exporter().form(form), Network.RELATIVE);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Form.class, mode = EnumSource.Mode.EXCLUDE, names = "INT8")
    void layersWithBiasAndOddSizesAgree(Form form) {
        SequentialBlock block = new SequentialBlock()
                .add(up(4, 1, 0))
                .add(BatchNorm.builder().optEpsilon(0.01f).build())
                .add(Activation.reluBlock())
                .add(up(4, 2, 1))
                .add(BatchNorm.builder().build())
                .add(up(5, 2, 2))
                .add(Conv2d.builder()
                        .setFilters(8)
                        .setKernelShape(new Shape(3, 3))
                        .optGroups(4)
                        .build())
                .add(BatchNorm.builder().build());
        try (Network network = Network.of(block, 1, 5, 1, 1)) {
            network.assertExportAgrees(network.exporter().form(form), Network.RELATIVE);
        }
    }

    @Test
    void denseFirstLayersAgree() {
        SequentialBlock block = new SequentialBlock()
                .add(Linear.builder().setUnits(3 * 5 * 7).build())
                .add(BatchNorm.builder().build())
                .add(new Reshape(new Shape(3, 5, 7)))
                .add(up(4, 2, 1))
                .add(Activation.tanhBlock());
        try (Network network = Network.of(block, 1, 6)) {
            network.assertExportAgrees();
            network.assertExportAgrees(network.exporter().form(Form.PHASES), Network.RELATIVE);
        }
    }

    @Test
    void foldedFormHasNoBatchNormAndNoProjectionByTransposedConvolution() throws IOException {
        try (Network network = Network.of(Dcgan.generator(2, 2, 1), 1, 5, 1, 1)) {
            assertThat(operators(network.exporter().form(Form.STRAIGHT)))
                    .containsExactly(
                            "ConvTranspose",
                            "BatchNormalization",
                            "Relu",
                            "ConvTranspose",
                            "BatchNormalization",
                            "Relu",
                            "ConvTranspose",
                            "Tanh");
            assertThat(operators(network.exporter()))
                    .containsExactly(
                            "Flatten", "Gemm", "Reshape", "Relu", "ConvTranspose", "Relu", "ConvTranspose", "Tanh");
            assertThat(operators(network.exporter().form(Form.PHASES))).contains("ConvTranspose");
        }
    }

    @Test
    void aNormalizationThatStandsAloneStays() throws IOException {
        SequentialBlock block = new SequentialBlock()
                .add(Activation.reluBlock())
                .add(BatchNorm.builder().build());
        try (Network network = Network.of(block, 1, 3, 4, 4)) {
            network.assertExportAgrees();
            assertThat(operators(network.exporter())).containsExactly("Relu", "BatchNormalization");
        }
    }

    @Test
    void int8StaysCloseAndStatesItsError() throws IOException, OrtException {
        Path file = folder.resolve("int8.onnx");
        try (Network network = Network.of(Dcgan.generator(16, 3, 1), 1, 20, 1, 1)) {
            network.exporter().int8(Prior.NORMAL).write(file);
            OnnxChecker.assertValid(file);
            assertThat(OnnxText.operators(file))
                    .contains("Gemm", "ConvTranspose")
                    .filteredOn("QLinearConv"::equals)
                    .hasSize(8);
            try (OrtModel model = new OrtModel(file)) {
                OrtModel.Floats latents = network.input(64);
                OrtModel.Floats image = model.run(latents);
                double psnr = psnr(image, network.forward(latents));
                assertThat(psnr).isGreaterThan(40);
                String stated =
                        model.session().getMetadata().getCustomMetadata().get(GeneratorSpec.INT8_PSNR_KEY);
                assertThat(Double.parseDouble(stated)).isEqualTo(psnr, within(1.5));
            }
        }
    }

    /** Decibels of the network's range, 2, over the root mean square difference. */
    private static double psnr(OrtModel.Floats actual, OrtModel.Floats expected) {
        double squares = 0;
        for (int i = 0; i < expected.values().length; i++) {
            double difference = actual.values()[i] - expected.values()[i];
            squares += difference * difference;
        }
        return 10 * Math.log10(4 / (squares / expected.values().length));
    }

    @Test
    void int8IsRepeatable() throws IOException {
        try (Network network = Network.of(Dcgan.generator(16, 2, 1), 1, 9, 1, 1)) {
            OnnxExporter int8 = network.exporter().int8(Prior.UNIFORM);
            int8.write(folder.resolve("one.onnx"));
            int8.write(folder.resolve("two.onnx"));
            assertThat(folder.resolve("one.onnx")).hasSameBinaryContentAs(folder.resolve("two.onnx"));
        }
    }

    @Test
    void int8RefusesNetworksWithoutLayersForIt() {
        try (Network network = Network.of(Dcgan.discriminator(2, 2), 1, 1, 16, 16)) {
            assertThatThrownBy(() -> network.exporter().int8(Prior.NORMAL).write(folder.resolve("refused.onnx")))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("no layer can be int8");
            assertThatThrownBy(() ->
                            network.exporter().int8(Prior.NORMAL).dynamicSize().write(folder.resolve("x.onnx")))
                    .isInstanceOf(ExportException.class);
            assertThatThrownBy(() -> network.exporter().form(Form.INT8)).hasMessageContaining("int8(prior)");
        }
    }

    private List<String> operators(OnnxExporter exporter) throws IOException {
        Path file = folder.resolve("form.onnx");
        exporter.write(file);
        return OnnxText.operators(file);
    }

    private static ConvTranspose2d up(int kernel, int stride, int padding) {
        return ConvTranspose2d.builder()
                .setFilters(16)
                .setKernelSize(kernel)
                .optStride(stride)
                .optPadding(padding)
                .build();
    }
}
