package io.github.latentj.onnx.convert;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.util.Pair;
import io.github.latentj.onnx.graph.Value;

/** One child after the other. */
final class SequentialConverter implements BlockConverter<SequentialBlock> {
    @Override
    public Value convert(SequentialBlock block, Value input, Scope scope) {
        if (block.isReturnIntermediate()) {
            throw scope.refusal("it returns its intermediate values; only blocks with one output can be exported");
        }
        Value current = input;
        for (Pair<String, Block> child : block.getChildren()) {
            current = scope.convert(child.getKey(), child.getValue(), current);
        }
        return current;
    }
}
