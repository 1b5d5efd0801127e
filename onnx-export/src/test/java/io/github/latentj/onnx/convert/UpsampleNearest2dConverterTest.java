package io.github.latentj.onnx.convert;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import io.github.latentj.onnx.Network;
import io.github.latentj.onnx.nn.UpsampleNearest2d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsampleNearest2dConverterTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 2", "4, 4, 2", "5, 7, 2", "3, 2, 3", "2, 3, 1"})
    void agrees(int height, int width, int scale) {
        try (Network network = Network.of(new UpsampleNearest2d(scale), 1, 3, height, width)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void agreesBeforeAConvolution() {
        SequentialBlock layers = new SequentialBlock()
                .add(new UpsampleNearest2d(2))
                .add(Conv2d.builder()
                        .setFilters(5)
                        .setKernelShape(new Shape(3, 3))
                        .optPadding(new Shape(1, 1))
                        .optBias(false)
                        .build());
        try (Network network = Network.of(layers, 1, 3, 4, 6)) {
            network.assertExportAgrees();
        }
    }
}
