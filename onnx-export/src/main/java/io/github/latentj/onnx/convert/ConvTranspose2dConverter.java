package io.github.latentj.onnx.convert;

import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Value;
import io.github.latentj.onnx.nn.ConvTranspose2d;

/** ONNX {@code ConvTranspose}: weight float32 [C, F, kernel, kernel], bias float32 [F]. */
final class ConvTranspose2dConverter implements BlockConverter<ConvTranspose2d> {
    @Override
    public Value convert(ConvTranspose2d block, Value input, Scope scope) {
        Value weight = scope.parameter(block, "weight");
        scope.requireRank(input, weight.shape().rank());
        scope.requireSize(input, 1, weight.shape().size(0));
        GraphBuilder.NodeBuilder node = scope.node("ConvTranspose").input(input, weight);
        if (block.hasBias()) {
            node.input(scope.parameter(block, "bias"));
        }
        return node.numbers("kernel_shape", block.kernelSize(), block.kernelSize())
                .numbers("strides", block.stride(), block.stride())
                .numbers("pads", block.padding(), block.padding(), block.padding(), block.padding())
                .numbers("output_padding", block.outputPadding(), block.outputPadding())
                .output(scope.outputShape(block, input));
    }
}
