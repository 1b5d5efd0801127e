package io.github.latentj.onnx.convert;

import ai.djl.nn.norm.LayerNorm;
import io.github.latentj.onnx.graph.Value;

/** ONNX {@code LayerNormalization} over the trailing axes that gain and shift span. */
final class LayerNormConverter implements BlockConverter<LayerNorm> {
    @Override
    public Value convert(LayerNorm block, Value input, Scope scope) {
        Value gamma = scope.parameter(block, "gamma");
        return scope.node("LayerNormalization")
                .input(input, gamma, scope.parameter(block, "beta"))
                .number("axis", -gamma.shape().rank())
                .number("epsilon", HiddenSettings.of(block, input, scope).epsilon())
                .output(input.shape());
    }
}
