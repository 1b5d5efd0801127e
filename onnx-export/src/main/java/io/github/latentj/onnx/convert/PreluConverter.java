package io.github.latentj.onnx.convert;

import ai.djl.nn.core.Prelu;
import io.github.latentj.onnx.graph.Value;

/** ONNX {@code PRelu} with DJL's one learned slope for all channels. */
final class PreluConverter implements BlockConverter<Prelu> {
    @Override
    public Value convert(Prelu block, Value input, Scope scope) {
        Value slope = scope.parameter(block, "alpha");
        return scope.node("PRelu").input(input, slope).output(input.shape());
    }
}
