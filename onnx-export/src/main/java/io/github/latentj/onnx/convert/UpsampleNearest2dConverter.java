package io.github.latentj.onnx.convert;

import io.github.latentj.onnx.graph.Attribute;
import io.github.latentj.onnx.graph.Value;
import io.github.latentj.onnx.nn.UpsampleNearest2d;

/** ONNX {@code Resize} in nearest mode: output pixel i is input pixel floor(i / scale). */
final class UpsampleNearest2dConverter implements BlockConverter<UpsampleNearest2d> {
    @Override
    public Value convert(UpsampleNearest2d block, Value input, Scope scope) {
        // The region of interest comes before the scales and is empty: only a cropping mode reads it.
        Value region = scope.constant("roi", new long[] {0});
        Value scales = scope.constant("scales", new long[] {4}, 1, 1, block.scale(), block.scale());
        return scope.node("Resize")
                .input(input, region, scales)
                .attribute("mode", new Attribute.Text("nearest"))
                .attribute("coordinate_transformation_mode", new Attribute.Text("asymmetric"))
                .attribute("nearest_mode", new Attribute.Text("floor"))
                .output(scope.outputShape(block, input));
    }
}
