package io.github.latentj.onnx.convert;

import ai.djl.nn.Block;
import io.github.latentj.onnx.graph.Value;
import java.util.List;

/**
 * Any block that computes its output by operations that {@link OperationConverters} knows: activations, pooling,
 * flattening, arithmetic. It serves lambdas; register it for a block class of your own that is made of such operations.
 */
public final class TracedConverter implements BlockConverter<Block> {
    @Override
    public Value convert(Block block, Value input, Scope scope) {
        Trace trace = HiddenSettings.trace(block, input, scope);
        return OperationConverters.replay(trace, List.of(input), scope);
    }
}
