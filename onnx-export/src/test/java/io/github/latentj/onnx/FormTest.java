package io.github.latentj.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
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
    @EnumSource(Form.class)
    void everyFormOfAGeneratorAgrees(Form form) {
        try (Network network = Network.of(Dcgan.generator(6, 3, 2), 1, 11, 1, 1)) {
            network.assertExportAgrees(network.exporter().form(form), Network.RELATIVE);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void everyFormOfADiscriminatorAgrees(Form form) {
        try (Network network = Network.of(Dcgan.discriminator(6, 3), 1, 2, 32, 32)) {
            network.assertExportAgrees(network.exporter().form(form), Network.RELATIVE);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void layersWithBiasAndOddSizesAgree(Form form) {
        SequentialBlock block = new SequentialBlock()
                .add(up(4, 1, 0))
                .add(BatchNorm.builder().optEpsilon(0.01f).build())
                .add(Activation.reluBlock())
                .add(up(4, 2, 1))
                .add(BatchNorm.builder().build())
                .add(up(5, 2, 2))
                .add(Conv2d.builder()
                        .setFilters(6)
                        .setKernelShape(new Shape(3, 3))
                        .optGroups(3)
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
            assertThat(operators(network.exporter().form(Form.PHASES))).doesNotContain("ConvTranspose");
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

    private List<String> operators(OnnxExporter exporter) throws IOException {
        Path file = folder.resolve("form.onnx");
        exporter.write(file);
        return OnnxText.operators(file);
    }

    private static ConvTranspose2d up(int kernel, int stride, int padding) {
        return ConvTranspose2d.builder()
                .setFilters(3)
                .setKernelSize(kernel)
                .optStride(stride)
                .optPadding(padding)
                .build();
    }
}
