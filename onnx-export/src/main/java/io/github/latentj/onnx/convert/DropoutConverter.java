package io.github.latentj.onnx.convert;

import ai.djl.nn.norm.Dropout;
import io.github.latentj.onnx.graph.Value;

/** Dropout passes its input unchanged in inference, so it leaves no node. */
final class DropoutConverter implements BlockConverter<Dropout> {
    @Override
    public Value convert(Dropout block, Value input, Scope scope) {
        return input;
    }
}
