package io.github.latentj.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the parts of a {@link Graph}, in order; keeps names unique by counting them up. */
public final class GraphBuilder {
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> initializers = new LinkedHashMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private Graph source;

    /**
     * A builder that already has the inputs and outputs of {@code graph}. Its constants follow when a node that is added
     * uses them, unless a constant of the same name was added before.
     */
    public static GraphBuilder rewriting(Graph graph) {
        GraphBuilder builder = new GraphBuilder();
        builder.source = graph;
        graph.inputs().forEach(builder::input);
        graph.outputs().forEach(builder::output);
        return builder;
    }

    public Value input(Value value) {
        declare(value);
        inputs.add(value);
        return value;
    }

    /** Adds a constant; of two constants with one name the second gets another name. */
    public Value initializer(Tensor tensor) {
        String name = unique(tensor.name());
        Tensor named =
                name.equals(tensor.name()) ? tensor : Tensor.of(name, tensor.type(), tensor.dims(), tensor.toBytes());
        initializers.put(name, named);
        return declare(named.value());
    }

    /** Starts a node; {@link NodeBuilder#output(TensorShape)} adds it. */
    public NodeBuilder node(String operator, String name) {
        return new NodeBuilder(operator, name);
    }

    /** Adds a finished node whose outputs are {@code made}. */
    public void add(Node node, Value... made) {
        node.inputs().forEach(this::bringAlong);
        Arrays.stream(made).forEach(this::declare);
        nodes.add(node);
    }

    /** Adds a node of the graph that is being rewritten, as it is. */
    public void keep(Node node) {
        add(node, node.outputs().stream().map(source::value).toArray(Value[]::new));
    }

    /** Adds the constants and nodes of another graph, whose inputs this builder already has. */
    public void addAll(Graph graph) {
        graph.initializers().forEach(this::initializer);
        graph.nodes()
                .forEach(node ->
                        add(node, node.outputs().stream().map(graph::value).toArray(Value[]::new)));
    }

    /** A constant of the graph that is being rewritten. */
    public Value constant(String name) {
        bringAlong(name);
        return source.value(name);
    }

    private void bringAlong(String name) {
        if (source != null && !values.containsKey(name)) {
            source.initializer(name).ifPresent(this::initializer);
        }
    }

    public void output(Value value) {
        outputs.add(value);
    }

    /** The graph, without the constants that no node uses. */
    public Graph build() {
        Map<String, Tensor> used = new LinkedHashMap<>();
        for (Node node : nodes) {
            for (String input : node.inputs()) {
                if (initializers.containsKey(input)) {
                    used.put(input, initializers.get(input));
                }
            }
        }
        return new Graph(inputs, outputs, nodes, new ArrayList<>(used.values()), values);
    }

    private Value declare(Value value) {
        if (values.putIfAbsent(value.name(), value) != null) {
            throw new IllegalArgumentException("two values are named " + value.name());
        }
        return value;
    }

    private String unique(String name) {
        String candidate = name;
        for (int i = 2; values.containsKey(candidate); i++) {
            candidate = name + "_" + i;
        }
        return candidate;
    }

    /** A node in the making. */
    public final class NodeBuilder {
        private final String operator;
        private final String name;
        private final List<String> operands = new ArrayList<>();
        private final SortedMap<String, Attribute> attributes = new TreeMap<>();
        private ElementType type;

        private NodeBuilder(String operator, String name) {
            this.operator = operator;
            this.name = name;
        }

        public NodeBuilder input(Value... more) {
            for (Value value : more) {
                operands.add(value.name());
                type = type == null ? value.type() : type;
            }
            return this;
        }

        public NodeBuilder attribute(String key, Attribute value) {
            attributes.put(key, value);
            return this;
        }

        public NodeBuilder attributes(Map<String, Attribute> more) {
            attributes.putAll(more);
            return this;
        }

        public NodeBuilder number(String key, long value) {
            return attribute(key, new Attribute.Int(value));
        }

        public NodeBuilder number(String key, float value) {
            return attribute(key, new Attribute.Float(value));
        }

        public NodeBuilder numbers(String key, long... values) {
            return attribute(key, Attribute.Ints.of(values));
        }

        /** The element type of the output, if it is not that of the first input. */
        public NodeBuilder type(ElementType outputType) {
            type = outputType;
            return this;
        }

        /** Adds the node; its output is called as the node is. */
        public Value output(TensorShape shape) {
            return output(unique(name), shape);
        }

        /** Adds the node with an output of the given name. */
        public Value output(String outputName, TensorShape shape) {
            Value made = new Value(outputName, type, shape);
            add(new Node(operator, outputName, operands, List.of(outputName), attributes), made);
            return made;
        }
    }
}
