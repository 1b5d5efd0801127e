package io.github.latentj.onnx.convert;

import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import io.github.latentj.onnx.Network;
import org.junit.jupiter.api.Test;

class DropoutConverterTest {
    @Test
    void vanishes() {
        SequentialBlock block = new SequentialBlock()
                .add(Linear.builder().setUnits(5).build())
                .add(Dropout.builder().optRate(0.9f).build());
        try (Network network = Network.of(block, 1, 4)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void mayBeAllThereIs() {
        try (Network network = Network.of(Dropout.builder().build(), 1, 4)) {
            network.assertExportAgrees();
        }
    }
}
