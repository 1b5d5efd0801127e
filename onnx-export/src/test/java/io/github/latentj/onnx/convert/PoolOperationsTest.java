package io.github.latentj.onnx.convert;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.pooling.Pool;
import io.github.latentj.onnx.Network;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoolOperationsTest {
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape THREE = new Shape(3, 3);
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NONE = new Shape(0, 0);
    private static final long[] SIGNAL = {1, 3, 13};
    private static final long[] IMAGE = {1, 3, 10, 13};
    private static final long[] VOLUME = {1, 2, 5, 6, 7};

    static Stream<Arguments> pools() {
        return Stream.of(
                pool("max", Pool.maxPool2dBlock(THREE, TWO, ONE), IMAGE),
                pool("max reaching over the end", Pool.maxPool2dBlock(THREE, new Shape(3, 2), NONE, true), IMAGE),
                pool("max padded and reaching over the end", Pool.maxPool2dBlock(THREE, TWO, ONE, true), IMAGE),
                pool("average", Pool.avgPool2dBlock(TWO), IMAGE),
                pool("average counting padding", Pool.avgPool2dBlock(THREE, TWO, ONE, false, true), IMAGE),
                pool("average not counting padding", Pool.avgPool2dBlock(THREE, TWO, ONE, false, false), IMAGE),
                pool("average over the end, counting", Pool.avgPool2dBlock(THREE, TWO, ONE, true, true), IMAGE),
                pool("average over the end, not counting", Pool.avgPool2dBlock(THREE, TWO, ONE, true, false), IMAGE),
                pool("average over the end, unpadded", Pool.avgPool2dBlock(THREE, TWO, NONE, true, true), IMAGE),
                pool("lp 2", Pool.lpPool2dBlock(2, THREE, TWO, NONE, false), IMAGE),
                pool("lp 4 over the end", Pool.lpPool2dBlock(4, THREE, new Shape(3, 3), NONE, true), IMAGE),
                pool("global max", Pool.globalMaxPool2dBlock(), IMAGE),
                pool("global average", Pool.globalAvgPool2dBlock(), IMAGE),
                pool("global lp 2", Pool.globalLpPool2dBlock(2), IMAGE),
                pool("max of signals", Pool.maxPool1dBlock(new Shape(3), new Shape(2), new Shape(1)), SIGNAL),
                pool("average of signals", Pool.avgPool1dBlock(new Shape(3), new Shape(2)), SIGNAL),
                pool("global average of signals", Pool.globalAvgPool1dBlock(), SIGNAL),
                pool("lp of signals", Pool.lpPool1dBlock(2, new Shape(3), new Shape(2), new Shape(0), false), SIGNAL),
                pool("max of volumes", Pool.maxPool3dBlock(new Shape(2, 3, 2), new Shape(1, 2, 2)), VOLUME),
                pool("average of volumes", Pool.avgPool3dBlock(new Shape(2, 3, 2), new Shape(1, 2, 2)), VOLUME),
                pool("global max of volumes", Pool.globalMaxPool3dBlock(), VOLUME));
    }

    private static Arguments pool(String name, Block block, long[] shape) {
        return Arguments.of(Named.of(name, block), shape);
    }

    @ParameterizedTest
    @MethodSource("pools")
    void computeWhatDjlComputes(Block pool, long[] shape) {
        try (Network network = Network.of(pool, shape)) {
            network.assertExportAgrees();
        }
    }
}
