package io.github.latentj.onnx.convert;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import io.github.latentj.onnx.Network;
import io.github.latentj.onnx.graph.ExportException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequentialConverterTest {
    /** A subclass that only arranges blocks, as DJL's own Mlp does. */
    private static final class Perceptron extends SequentialBlock {
        Perceptron() {
            add(Linear.builder().setUnits(9).build());
            add(Activation.reluBlock());
            add(new SequentialBlock().add(Linear.builder().setUnits(2).build()));
        }
    }

    @Test
    void nestedBlocksAndSubclassesAgree() {
        try (Network network = Network.of(new Perceptron(), 1, 5)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void refusesIntermediateOutputs(@TempDir Path folder) {
        SequentialBlock block = new SequentialBlock().add(Activation.reluBlock());
        block.setReturnIntermediate(true);
        try (Network network = Network.of(block, 1, 5)) {
            assertThatThrownBy(() -> network.exporter().write(folder.resolve("refused.onnx")))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("one output");
        }
    }
}
