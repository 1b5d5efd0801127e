package io.github.latentj.onnx.convert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import io.github.latentj.onnx.Network;
import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Fails when a DJL release moves what DJL keeps to itself. */
class HiddenSettingsTest {
    private static final Value INPUT = new Value("x", ElementType.FLOAT32, TensorShape.of(1, 3, 4));

    private final Scope scope = Scope.root(new GraphBuilder(), ConverterRegistry.standard());

    @Test
    void findsEpsilonAndAxisOfBatchNorm() {
        BatchNorm block = BatchNorm.builder().optEpsilon(0.125f).optAxis(2).build();
        try (Network network = Network.of(block, 1, 3, 4)) {
            HiddenSettings.Normalization found = HiddenSettings.of(block, INPUT, scope);
            assertThat(network.inputShape().dimension()).isEqualTo(3);
            assertThat(found).isEqualTo(new HiddenSettings.Normalization(0.125f, 2));
        }
    }

    @Test
    void findsEpsilonOfLayerNorm() {
        LayerNorm block = LayerNorm.builder().optEpsilon(0.25f).build();
        try (Network network = Network.of(block, 1, 3, 4)) {
            assertThat(network.block()).isSameAs(block);
            assertThat(HiddenSettings.of(block, INPUT, scope).epsilon()).isEqualTo(0.25f);
        }
    }

    @Test
    void findsTheSlopeInsideALambda() {
        Trace trace = HiddenSettings.trace(Activation.leakyReluBlock(0.375f), INPUT, scope);
        assertThat(trace.calls()).hasSize(1);
        assertThat(trace.calls().get(0).method()).isEqualTo("leakyRelu");
        assertThat(trace.calls().get(0).arguments()).containsExactly(new Trace.ArrayNumber(0), 0.375f);
    }

    @Test
    void findsTheJoinOfAParallelBlock() {
        Function<List<NDList>, NDList> join = branches -> branches.get(0);
        assertThat(HiddenSettings.joinOf(new ParallelBlock(join))).isSameAs(join);
    }
}
