package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;

/**
 * One node of a network, seen on the way back towards one of its inputs.
 *
 * @param network the forward graph
 * @param graph which holds the forward nodes and takes the new ones
 * @param index which input of the node
 */
record Step(Graph network, GraphBuilder graph, Node node, int index) {
    Value input() {
        return input(index);
    }

    Value input(int which) {
        return network.value(node.inputs().get(which));
    }

    Value output() {
        return network.value(node.output());
    }

    boolean isConstant(int which) {
        return network.initializer(node.inputs().get(which)).isPresent();
    }

    /** Starts a node of the way back. */
    GraphBuilder.NodeBuilder back(String operator) {
        return graph.node(operator, "gradient/" + node.name() + "/" + operator);
    }

    Value scalar(String name, double value) {
        return constant(name, new long[0], (float) value);
    }

    Value constant(String name, long[] dims, float... values) {
        return graph.initializer(Tensor.floats("gradient/" + node.name() + "." + name, dims, values));
    }

    Value numbers(String name, long... values) {
        return graph.initializer(Tensor.longs("gradient/" + node.name() + "." + name, values));
    }

    /** {@code chosen} where {@code condition} is positive, {@code other} elsewhere. */
    Value wherePositive(Value condition, Value chosen, Value other) {
        TensorShape shape = condition.shape();
        Value positive = back("Greater")
                .input(condition, scalar("zero", 0))
                .type(ElementType.BOOL)
                .output(shape);
        return back("Where").input(positive, chosen, other).type(chosen.type()).output(shape);
    }

    ExportException refusal(String reason) {
        return new ExportException("node " + node.name() + " (" + node.operator() + "): " + reason
                + "; this network's gradient cannot be exported");
    }
}
