package io.github.latentj.onnx.evaluate;

import ai.djl.ndarray.NDArray;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.TensorShape;
import java.util.List;

/**
 * A node and the arrays that flow into it.
 *
 * @param output the shape that the graph promises
 */
record Operands(Node node, List<NDArray> arrays, TensorShape output) {
    NDArray get(int index) {
        return arrays.get(index);
    }

    boolean has(int index) {
        return index < arrays.size();
    }

    long[] ints(String attribute) {
        return node.intsAttribute(attribute);
    }
}
