package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reverse-mode differentiation of a graph with respect to one of its inputs, written as nodes. */
final class Backpropagation {
    private final Graph network;
    private final GraphBuilder graph;
    private final Map<String, GradientRule> rules;

    private Backpropagation(Graph network, GraphBuilder graph, Map<String, GradientRule> rules) {
        this.network = network;
        this.graph = graph;
        this.rules = rules;
    }

    /** The true gradient. */
    static Backpropagation exact(Graph network, GraphBuilder graph) {
        return new Backpropagation(network, graph, exactRules());
    }

    /** Guided backpropagation. */
    static Backpropagation guided(Graph network, GraphBuilder graph) {
        Map<String, GradientRule> rules = exactRules();
        rules.putAll(GuidedRules.all());
        return new Backpropagation(network, graph, rules);
    }

    private static Map<String, GradientRule> exactRules() {
        Map<String, GradientRule> rules = new TreeMap<>(LinearRules.all());
        rules.putAll(ElementRules.all());
        rules.putAll(ShapeRules.all());
        return rules;
    }

    /**
     * Adds the way back from some values of the network to its input.
     *
     * @param seeds gradients of values of the network, by their names; those that meet are added up
     * @return the gradient of {@code input}
     */
    Value toInput(Value input, Map<String, Value> seeds) {
        Set<String> dependent = dependentOn(input);
        Map<String, Value> gradients = new HashMap<>(seeds);
        List<Node> nodes = network.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Value gradient = gradients.get(nodes.get(i).output());
            if (gradient != null) {
                passBack(nodes.get(i), gradient, dependent, gradients);
            }
        }
        Value found = gradients.get(input.name());
        if (found == null) {
            throw new ExportException("the network's output does not depend on " + input.name());
        }
        return found;
    }

    private Set<String> dependentOn(Value input) {
        Set<String> dependent = new HashSet<>(Set.of(input.name()));
        for (Node node : network.nodes()) {
            if (node.inputs().stream().anyMatch(dependent::contains)) {
                dependent.addAll(node.outputs());
            }
        }
        return dependent;
    }

    private void passBack(Node node, Value gradient, Set<String> dependent, Map<String, Value> gradients) {
        for (int index = 0; index < node.inputs().size(); index++) {
            String input = node.inputs().get(index);
            if (dependent.contains(input)) {
                Step step = new Step(network, graph, node, index);
                Value share = ruleFor(step).apply(step, gradient);
                gradients.merge(input, share, (one, other) -> sum(step, one, other));
            }
        }
    }

    private GradientRule ruleFor(Step step) {
        GradientRule rule = rules.get(step.node().operator());
        if (rule == null) {
            throw step.refusal("its gradient is not known; known are " + String.join(", ", rules.keySet()));
        }
        return rule;
    }

    private static Value sum(Step step, Value one, Value other) {
        return step.back("Add").input(one, other).output(one.shape());
    }
}
