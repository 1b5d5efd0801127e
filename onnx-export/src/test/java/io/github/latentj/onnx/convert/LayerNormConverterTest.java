package io.github.latentj.onnx.convert;

import ai.djl.nn.norm.LayerNorm;
import io.github.latentj.onnx.Network;
import org.junit.jupiter.api.Test;

class LayerNormConverterTest {
    @Test
    void allAxesButTheBatchAreNormalizedByDefault() {
        try (Network network = Network.of(LayerNorm.builder().build(), 1, 3, 5, 4)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void hiddenEpsilonAndChosenAxesAgree() {
        LayerNorm block = LayerNorm.builder().axis(2, 3).optEpsilon(0.4f).build();
        try (Network network = Network.of(block, 1, 3, 5, 4)) {
            network.assertExportAgrees();
        }
    }
}
