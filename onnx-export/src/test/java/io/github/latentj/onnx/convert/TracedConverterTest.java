package io.github.latentj.onnx.convert;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import io.github.latentj.onnx.Network;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.nn.Reshape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TracedConverterTest {
    @TempDir
    Path folder;

    static Stream<Arguments> functions() {
        return Stream.of(
                function("arithmetic with numbers", x -> x.mul(2).add(1).div(3).sub(0.25)),
                function("arithmetic with arrays", x -> x.mul(x).add(x.exp()).maximum(x.neg())),
                function(
                        "smooth functions",
                        x -> x.abs().add(1).log().sqrt().add(x.square()).pow(2)),
                function("limits", x -> NDArrays.minimum(1, x).clip(-0.5, 0.75)),
                function("softmax", x -> x.softmax(1)),
                function("constants of its own", x -> x.mul(x.getManager().create(new float[] {1, 2, 3, 4, 5}))),
                function("flattening", x -> x.reshape(x.size(0), -1)),
                function("flattening of some axes", x -> x.flatten(2, 3)),
                function("other axes", x -> x.reshape(new Shape(-1, 10, 6)).expandDims(1)),
                function("joining with itself", x -> NDArrays.concat(new NDList(x, x.neg()), 1)),
                function("joining two", x -> x.concat(x.exp(), -1)),
                function("work that is thrown away", x -> {
                    x.cos();
                    return x.add(1);
                }));
    }

    private static Arguments function(String name, Function<NDArray, NDArray> function) {
        return Arguments.of(Named.of(name, function));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionsOfKnownOperationsAgree(Function<NDArray, NDArray> function) {
        try (Network network = Network.of(LambdaBlock.singleton(function), 1, 3, 4, 5)) {
            network.assertExportAgrees();
        }
    }

    @Test
    void flattenBlocksAgree() {
        try (Network plain = Network.of(Blocks.batchFlattenBlock(), 1, 3, 4, 5);
                Network sized = Network.of(Blocks.batchFlattenBlock(60), 1, 3, 4, 5);
                Network identity = Network.of(Blocks.identityBlock(), 1, 3)) {
            plain.assertExportAgrees();
            sized.assertExportAgrees();
            identity.assertExportAgrees();
        }
    }

    @Test
    void reshapeBlocksAgree() {
        try (Network unfolded = Network.of(new Reshape(new Shape(3, 4, 5)), 1, 60);
                Network flattened = Network.of(new Reshape(new Shape(60)), 1, 3, 4, 5)) {
            unfolded.assertExportAgrees();
            flattened.assertExportAgrees();
        }
    }

    @Test
    void refusesAConstantThatIsNotFinite() {
        refuses(x -> x.mul(x.getManager().create(Float.NaN)), "block 02LambdaBlock", "constant contains NaN");
    }

    @Test
    void refusesAnUnknownOperationWithItsNameAndPlace() {
        refuses(x -> x.erfinv(), "block 02LambdaBlock", "erfinv", "supported are", "leakyRelu");
    }

    @Test
    void refusesToFollowTheNumbers() {
        refuses(x -> x.getFloat(0, 0) > 0 ? x : x.neg(), "block 02LambdaBlock", "getFloat");
        refuses(x -> x.add(x.toFloatArray()[0]), "toFloatArray");
    }

    @Test
    void refusesToMixTheExamplesOfABatch() {
        refuses(x -> x.sub(x.mean(new int[] {0}, true)), "mean", "batch");
        refuses(x -> x.div(x.size(0)), "div", "batch");
        refuses(x -> x.flatten(), "flatten", "batch");
    }

    @Test
    void refusesChance() {
        Random random = new Random();
        refuses(x -> x.add(random.nextFloat()), "add", "chance");
    }

    @Test
    void refusesChangesInPlace() {
        refuses(x -> x.addi(1), "addi", "in place");
    }

    private void refuses(Function<NDArray, NDArray> function, String... inMessage) {
        SequentialBlock block =
                new SequentialBlock().add(Blocks.identityBlock()).addSingleton(function);
        Path file = folder.resolve("refused.onnx");
        try (Network network = Network.of(block, 1, 3)) {
            assertThatThrownBy(() -> write(network, file))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContainingAll(inMessage);
        }
        org.assertj.core.api.Assertions.assertThat(file).doesNotExist();
    }

    private static void write(Network network, Path file) throws IOException {
        network.exporter().write(file);
    }
}
