package io.github.latentj.onnx.convert;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.util.Pair;
import io.github.latentj.onnx.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All children on the same input, then the function that joins what they made, such as a sum. */
final class ParallelConverter implements BlockConverter<ParallelBlock> {
    @Override
    public Value convert(ParallelBlock block, Value input, Scope scope) {
        List<Value> branches = new ArrayList<>();
        for (Pair<String, Block> child : block.getChildren()) {
            branches.add(scope.convert(child.getKey(), child.getValue(), input));
        }
        Function<List<NDList>, NDList> join = HiddenSettings.joinOf(block);
        Trace trace = Tracer.trace(branches, Device.cpu(), arrays -> join.apply(eachAlone(arrays)), scope);
        return OperationConverters.replay(trace, branches, scope);
    }

    private static List<NDList> eachAlone(List<NDArray> arrays) {
        return arrays.stream().map(NDList::new).toList();
    }
}
