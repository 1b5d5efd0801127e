package io.github.latentj.onnx.convert;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Convolution;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Value;

/**
 * {@code Conv1d}, {@code Conv2d} and {@code Conv3d} as ONNX {@code Conv}: input float32 [N, C, spatial...], weight
 * float32 [F, C / groups, kernel...], bias float32 [F].
 */
final class ConvolutionConverter implements BlockConverter<Convolution> {
    @Override
    public Value convert(Convolution block, Value input, Scope scope) {
        Value weight = scope.parameter(block, "weight");
        scope.requireRank(input, weight.shape().rank());
        scope.requireSize(input, 1, weight.shape().size(1) * block.getGroups());
        GraphBuilder.NodeBuilder node = scope.node("Conv").input(input, weight);
        if (block.isIncludeBias()) {
            node.input(scope.parameter(block, "bias"));
        }
        return node.numbers("kernel_shape", block.getKernelShape().getShape())
                .numbers("strides", block.getStride().getShape())
                .numbers("pads", bothSides(block.getPadding()))
                .numbers("dilations", block.getDilation().getShape())
                .number("group", block.getGroups())
                .output(scope.outputShape(block, input));
    }

    /** ONNX counts padding at the beginning of every axis, then at the end of every axis. */
    static long[] bothSides(Shape padding) {
        return padding.addAll(padding).getShape();
    }
}
