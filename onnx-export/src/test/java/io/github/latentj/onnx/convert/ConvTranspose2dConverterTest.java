package io.github.latentj.onnx.convert;

import io.github.latentj.onnx.Network;
import io.github.latentj.onnx.nn.ConvTranspose2d;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvTranspose2dConverterTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # height, width, kernel, stride, padding, output padding, bias
            1, 1, 4, 1, 0, 0, false
            4, 4, 4, 2, 1, 0, false
            5, 7, 4, 2, 1, 0, true
            4, 3, 5, 2, 2, 1, true
            3, 5, 3, 3, 1, 2, false
            2, 2, 1, 1, 0, 0, true
            """)
    void agrees(int height, int width, int kernel, int stride, int padding, int outputPadding, boolean bias) {
        ConvTranspose2d block = ConvTranspose2d.builder()
                .setFilters(5)
                .setKernelSize(kernel)
                .optStride(stride)
                .optPadding(padding)
                .optOutputPadding(outputPadding)
                .optBias(bias)
                .build();
        try (Network network = Network.of(block, 1, 3, height, width)) {
            network.assertExportAgrees();
        }
    }
}
