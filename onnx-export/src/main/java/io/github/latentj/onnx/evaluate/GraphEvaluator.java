package io.github.latentj.onnx.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs a generator's graph, with 8-bit layers or without. Integers are kept as whole numbers in float32 arrays, so sums
 * above 2^24 are rounded.
 */
public final class GraphEvaluator {
    private static final Map<String, Function<Operands, NDArray>> OPERATORS = Operators.all();

    private GraphEvaluator() {}

    /**
     * The first output of the graph.
     *
     * @param input belongs to the caller; the result and all between belong to its manager
     * @throws ExportException if an operator is not known here
     */
    public static NDArray run(Graph graph, NDArray input) {
        Map<String, NDArray> values = new HashMap<>();
        values.put(graph.inputs().get(0).name(), input);
        for (Tensor tensor : graph.initializers()) {
            values.put(tensor.name(), array(tensor, input.getManager()));
        }
        for (Node node : graph.nodes()) {
            List<NDArray> arrays = node.inputs().stream().map(values::get).toList();
            Operands operands =
                    new Operands(node, arrays, graph.value(node.output()).shape());
            values.put(node.output(), operator(node).apply(operands));
        }
        return values.get(graph.outputs().get(0).name());
    }

    private static Function<Operands, NDArray> operator(Node node) {
        Function<Operands, NDArray> operator = OPERATORS.get(node.operator());
        if (operator == null) {
            throw new ExportException("node " + node.name() + ": the error of an int8 form can be measured only for "
                    + OPERATORS.keySet() + ", not for " + node.operator() + "; export the network in another form");
        }
        return operator;
    }

    private static NDArray array(Tensor tensor, NDManager manager) {
        ByteBuffer bytes = tensor.bytes();
        float[] values = new float[bytes.remaining() / tensor.type().bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case FLOAT32 -> bytes.getFloat();
                case INT8 -> bytes.get();
                case UINT8 -> bytes.get() & 0xff;
                case INT32 -> bytes.getInt();
                case INT64 -> bytes.getLong();
                default -> throw new IllegalStateException("no weights of type " + tensor.type());
            };
        }
        return manager.create(values, new Shape(tensor.dims()));
    }
}
