package io.github.latentj.inference.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@link OnnxFileReader} found in a model file: everything but the weights. Immutable once read. */
public final class OnnxFile {
    private final List<Node> nodes = new ArrayList<>();
    private final List<TensorInfo> initializers = new ArrayList<>();
    private final List<TensorInfo> inputs = new ArrayList<>();
    private final List<TensorInfo> outputs = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private String producer = "";

    /** One operator of the graph. */
    public static final class Node {
        private final String operator;
        private final String domain;
        private final List<String> inputs;
        private final List<String> outputs;

        Node(String operator, String domain, List<String> inputs, List<String> outputs) {
            this.operator = operator;
            this.domain = domain;
            this.inputs = inputs;
            this.outputs = outputs;
        }

        public String operator() {
            return operator;
        }

        String domain() {
            return domain;
        }

        public List<String> inputs() {
            return inputs;
        }

        public List<String> outputs() {
            return outputs;
        }
    }

    void add(Node node) {
        nodes.add(node);
    }

    void addInitializer(TensorInfo tensor) {
        initializers.add(tensor);
    }

    void addInput(TensorInfo tensor) {
        inputs.add(tensor);
    }

    void addOutput(TensorInfo tensor) {
        outputs.add(tensor);
    }

    void putMetadata(String key, String value) {
        metadata.put(key, value);
    }

    public void producer(String name) {
        producer = name;
    }

    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    public List<TensorInfo> initializers() {
        return Collections.unmodifiableList(initializers);
    }

    /** The initializer that a value is, at once or through a cast, as of weights that are stored as float16. */
    public Optional<TensorInfo> initializer(String value) {
        String stored = nodes.stream()
                .filter(node -> node.operator().equals("Cast") && node.outputs().contains(value))
                .map(node -> node.inputs().get(0))
                .findFirst()
                .orElse(value);
        return initializers.stream()
                .filter(tensor -> tensor.name().equals(stored))
                .findFirst();
    }

    /** The inputs that a caller must give: old files list their weights as inputs, too. */
    public List<TensorInfo> inputs() {
        Set<String> weights = new HashSet<>();
        initializers.forEach(tensor -> weights.add(tensor.name()));
        List<TensorInfo> given = new ArrayList<>(inputs);
        given.removeIf(tensor -> weights.contains(tensor.name()));
        return given;
    }

    public List<TensorInfo> outputs() {
        return Collections.unmodifiableList(outputs);
    }

    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    /** The program that wrote the file, such as {@code pytorch}; empty if the file does not tell. */
    public String producer() {
        return producer;
    }

    /** The operator that makes the graph output; empty if it cannot be told. */
    public String lastOperator() {
        String output = outputs.isEmpty() ? "" : outputs.get(0).name();
        return nodes.stream()
                .filter(node -> node.outputs().contains(output))
                .map(Node::operator)
                .findFirst()
                .orElse("");
    }
}
