package io.github.latentj.onnx.convert;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import io.github.latentj.onnx.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionConverterTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # kernel, stride, padding, dilation, groups, bias
            4, 2, 1, 1, 1, true
            4, 2, 1, 1, 1, false
            5, 2, 2, 1, 1, true
            3, 1, 0, 2, 1, false
            3, 1, 1, 1, 2, true
            1, 3, 0, 1, 6, false
            """)
    void squareConvolutionsAgree(int kernel, int stride, int padding, int dilation, int groups, boolean bias) {
        Conv2d conv = Conv2d.builder()
                .setFilters(6)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optDilation(new Shape(dilation, dilation))
                .optGroups(groups)
                .optBias(bias)
                .build();
        agrees(conv, 1, 6, 11, 9);
    }

    @Test
    void axesMayDiffer() {
        Conv2d conv = Conv2d.builder()
                .setFilters(3)
                .setKernelShape(new Shape(2, 5))
                .optStride(new Shape(3, 1))
                .optPadding(new Shape(0, 2))
                .optDilation(new Shape(2, 1))
                .build();
        agrees(conv, 1, 2, 13, 8);
    }

    @Test
    void signalsAgree() {
        Conv1d conv = Conv1d.builder()
                .setFilters(4)
                .setKernelShape(new Shape(5))
                .optStride(new Shape(2))
                .optPadding(new Shape(2))
                .optDilation(new Shape(2))
                .build();
        agrees(conv, 1, 3, 29);
    }

    @Test
    void volumesAgree() {
        Conv3d conv = Conv3d.builder()
                .setFilters(4)
                .setKernelShape(new Shape(3, 2, 3))
                .optStride(new Shape(1, 2, 2))
                .optPadding(new Shape(1, 0, 1))
                .optGroups(2)
                .build();
        agrees(conv, 1, 2, 5, 6, 7);
    }

    private static void agrees(ai.djl.nn.Block block, long... inputShape) {
        try (Network network = Network.of(block, inputShape)) {
            network.assertExportAgrees();
        }
    }
}
