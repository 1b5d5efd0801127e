package io.github.latentj.onnx.convert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import io.github.latentj.onnx.Network;
import io.github.latentj.onnx.OrtModel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationOperationsTest {
    static Stream<Arguments> activations() {
        return Stream.of(
                named("ReLU", Activation.reluBlock()),
                named("ReLU6", Activation.relu6Block()),
                named("sigmoid", Activation.sigmoidBlock()),
                named("tanh", Activation.tanhBlock()),
                named("softplus", Activation.softPlusBlock()),
                named("softsign", Activation.softSignBlock()),
                named("LeakyReLU 0.2", Activation.leakyReluBlock(0.2f)),
                named("LeakyReLU 0.013", Activation.leakyReluBlock(0.013f)),
                named("LeakyReLU of negative slope", Activation.leakyReluBlock(-0.5f)),
                named("ELU 1.7", Activation.eluBlock(1.7f)),
                named("SELU", Activation.seluBlock()),
                named("GELU", Activation.geluBlock()),
                named("Swish 1", Activation.swishBlock(1)),
                named("Swish 0.3", Activation.swishBlock(0.3f)),
                named("Mish", Activation.mishBlock()));
    }

    private static Arguments named(String name, Block block) {
        return Arguments.of(Named.of(name, block));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void computeWhatDjlComputes(Block activation) {
        try (Network network = Network.of(activation, 1, 3, 7, 5)) {
            network.assertExportAgrees();
        }
    }

    /** If this fails, DJL has mended its Mish: drop the factor 1 / ln 2 from the export. */
    @Test
    void djlsMishStillHasTheBinaryLogarithm() {
        try (Network network = Network.of(Activation.mishBlock(), 1, 1)) {
            float atOne =
                    network.forward(new OrtModel.Floats(new float[] {1}, 1, 1)).values()[0];
            double binary = Math.tanh(Math.log(1 + Math.E) / Math.log(2));
            assertThat((double) atOne).isEqualTo(binary, org.assertj.core.api.Assertions.within(1e-6));
        }
    }
}
