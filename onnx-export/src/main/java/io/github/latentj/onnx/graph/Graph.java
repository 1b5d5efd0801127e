package io.github.latentj.onnx.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network as ONNX sees it: nodes in an order in which each uses only what came before, the constants they use, and
 * the values that go in and come out. Immutable and checked when made.
 */
public final class Graph {
    private final List<Value> inputs;
    private final List<Value> outputs;
    private final List<Node> nodes;
    private final Map<String, Tensor> initializers;
    private final Map<String, Value> values;

    Graph(
            List<Value> inputs,
            List<Value> outputs,
            List<Node> nodes,
            List<Tensor> initializers,
            Map<String, Value> all) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.nodes = List.copyOf(nodes);
        Map<String, Tensor> byName = new LinkedHashMap<>();
        initializers.forEach(tensor -> byName.put(tensor.name(), tensor));
        this.initializers = Collections.unmodifiableMap(byName);
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        requireOrder();
    }

    private void requireOrder() {
        Set<String> known = new HashSet<>(initializers.keySet());
        inputs.forEach(input -> known.add(input.name()));
        for (Node node : nodes) {
            for (String input : node.inputs()) {
                require(input.isEmpty() || known.contains(input), "node " + node.name() + " uses unknown " + input);
            }
            node.outputs().forEach(output -> require(known.add(output), "two values are named " + output));
        }
        outputs.forEach(output -> require(known.contains(output.name()), "nothing makes output " + output.name()));
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException("not a graph: " + complaint);
        }
    }

    public List<Value> inputs() {
        return inputs;
    }

    public List<Value> outputs() {
        return outputs;
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** The constants in the order in which nodes first use them. */
    public List<Tensor> initializers() {
        return new ArrayList<>(initializers.values());
    }

    public Optional<Tensor> initializer(String name) {
        return Optional.ofNullable(initializers.get(name));
    }

    /** Type and shape of an input, a constant or a node's output. */
    public Value value(String name) {
        Value value = values.get(name);
        require(value != null, "no value is named " + name);
        return value;
    }

    /** The node that makes a value; empty for inputs and constants. */
    public Optional<Node> producer(String value) {
        return nodes.stream().filter(node -> node.outputs().contains(value)).findFirst();
    }

    /** The nodes that use a value. */
    public List<Node> consumers(String value) {
        return nodes.stream().filter(node -> node.inputs().contains(value)).toList();
    }

    public boolean isOutput(String value) {
        return outputs.stream().anyMatch(output -> output.name().equals(value));
    }
}
