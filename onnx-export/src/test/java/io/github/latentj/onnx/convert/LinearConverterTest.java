package io.github.latentj.onnx.convert;

import ai.djl.nn.core.Linear;
import io.github.latentj.onnx.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearConverterTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void vectorsAgree(boolean bias) {
        try (Network network =
                Network.of(Linear.builder().setUnits(7).optBias(bias).build(), 1, 13)) {
            network.assertExportAgrees();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLastOfManyAxesIsTransformed(boolean bias) {
        try (Network network =
                Network.of(Linear.builder().setUnits(7).optBias(bias).build(), 1, 3, 5, 4)) {
            network.assertExportAgrees();
        }
    }
}
