package io.github.latentj.onnx.convert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import io.github.latentj.onnx.graph.Value;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Function;

/** The only class that reads what DJL keeps to itself. Its test fails when a DJL release moves one of them. */
final class HiddenSettings {
    private HiddenSettings() {}

    /** Epsilon of a normalization, and the axis of the channels. */
    record Normalization(float epsilon, int axis) {}

    static Normalization of(BatchNorm block, Value input, Scope scope) {
        Trace.Call call = onlyCall("batchNorm", trace(block, input, scope), scope);
        // batchNorm(input, runningMean, runningVar, gamma, beta, axis, momentum, eps, training) on an array
        int axis = call.argument(6, Integer.class);
        // The engine takes -1 for PyTorch's own axis.
        return new Normalization(call.argument(8, Float.class), axis == -1 ? 1 : axis);
    }

    static Normalization of(LayerNorm block, Value input, Scope scope) {
        Trace.Call call = onlyCall("layerNorm", trace(block, input, scope), scope);
        // layerNorm(input, normalizedShape, gamma, beta, eps) on an array
        return new Normalization(call.argument(5, Float.class), 1);
    }

    private static Trace.Call onlyCall(String method, Trace trace, Scope scope) {
        if (trace.calls().size() != 1 || !trace.calls().get(0).method().equals(method)) {
            throw scope.refusal("this DJL computes it as " + trace.calls() + ", not by one " + method
                    + "; use a DJL version that this exporter knows");
        }
        return trace.calls().get(0);
    }

    /** What {@code block} does in inference. */
    static Trace trace(Block block, Value input, Scope scope) {
        return Tracer.trace(List.of(input), BlockDevice.of(block), arrays -> forward(block, arrays.get(0)), scope);
    }

    private static NDList forward(Block block, NDArray array) {
        return block.forward(new ParameterStore(array.getManager(), false), new NDList(array), false);
    }

    /** The function by which a parallel block joins what its children made. */
    @SuppressWarnings("unchecked") // the field's declared type
    static Function<List<NDList>, NDList> joinOf(ParallelBlock block) {
        try {
            Field function = ParallelBlock.class.getDeclaredField("function");
            function.setAccessible(true);
            return (Function<List<NDList>, NDList>) function.get(block);
        } catch (ReflectiveOperationException moved) {
            throw new IllegalStateException("this DJL keeps a parallel block's function elsewhere", moved);
        }
    }
}
