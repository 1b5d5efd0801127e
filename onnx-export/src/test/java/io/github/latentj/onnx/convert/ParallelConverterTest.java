package io.github.latentj.onnx.convert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.convolutional.Conv2d;
import io.github.latentj.onnx.Network;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ParallelConverterTest {
    @Test
    void branchesAreSummed() {
        agrees(branches -> new NDList(
                NDArrays.add(branches.stream().map(NDList::singletonOrThrow).toArray(NDArray[]::new))));
    }

    @Test
    void branchesAreConcatenated() {
        agrees(branches -> new NDList(
                NDArrays.concat(new NDList(branches.stream().map(NDList::head).toList()), 1)));
    }

    @Test
    void branchesAreJoinedByAnyKnownOperation() {
        agrees(branches -> new NDList(branches.get(0)
                .head()
                .mul(branches.get(2).head())
                .getNDArrayInternal()
                .relu()));
    }

    private static void agrees(Function<List<NDList>, NDList> join) {
        ParallelBlock block = new ParallelBlock(join, List.of(conv(3), conv(1), Blocks.identityBlock()));
        try (Network network = Network.of(block, 1, 2, 5, 7)) {
            network.assertExportAgrees();
        }
    }

    private static Conv2d conv(int kernel) {
        return Conv2d.builder()
                .setFilters(2)
                .setKernelShape(new Shape(kernel, kernel))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .build();
    }
}
