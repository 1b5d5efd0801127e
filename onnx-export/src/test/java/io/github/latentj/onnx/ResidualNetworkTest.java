package io.github.latentj.onnx;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A residual network as in DJL's model zoo (ResNet-50's bottleneck units, He et al. 2015), narrower. */
class ResidualNetworkTest {
    @ParameterizedTest
    @EnumSource(value = Form.class, mode = EnumSource.Mode.EXCLUDE, names = "INT8")
    void convertsWhole(Form form) {
        SequentialBlock block = new SequentialBlock()
                .add(conv(8, 7, 2))
                .add(BatchNorm.builder().build())
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)))
                .add(stage(16, 1))
                .add(stage(32, 2))
                .add(Pool.globalAvgPool2dBlock())
                .add(Dropout.builder().optRate(0.5f).build())
                .add(Linear.builder().setUnits(10).build())
                .add(Blocks.batchFlattenBlock());
        try (Network network = Network.of(block, 1, 3, 37, 45)) {
            network.assertExportAgrees(network.exporter().form(form), Network.RELATIVE);
        }
    }

    private static Block stage(int filters, int stride) {
        return new SequentialBlock().add(unit(filters, stride, true)).add(unit(filters, 1, false));
    }

    private static Block unit(int filters, int stride, boolean changesShape) {
        SequentialBlock residual = new SequentialBlock()
                .add(conv(filters / 4, 1, stride))
                .add(BatchNorm.builder().optEpsilon(2e-5f).optMomentum(0.9f).build())
                .add(Activation::relu)
                .add(conv(filters / 4, 3, 1))
                .add(BatchNorm.builder().optEpsilon(2e-5f).build())
                .add(Activation::relu)
                .add(conv(filters, 1, 1))
                .add(BatchNorm.builder().optEpsilon(2e-5f).build());
        Block shortcut = changesShape
                ? new SequentialBlock()
                        .add(conv(filters, 1, stride))
                        .add(BatchNorm.builder().optEpsilon(2e-5f).build())
                : Blocks.identityBlock();
        return new ParallelBlock(
                branches -> {
                    NDList sum = new NDList(NDArrays.add(
                            branches.get(0).singletonOrThrow(), branches.get(1).singletonOrThrow()));
                    return new NDList(Activation.relu(sum.singletonOrThrow()));
                },
                List.of(residual, shortcut));
    }

    private static Conv2d conv(int filters, int kernel, int stride) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(false)
                .build();
    }
}
