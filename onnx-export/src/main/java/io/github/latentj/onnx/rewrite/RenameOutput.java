package io.github.latentj.onnx.rewrite;

import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Value;
import java.util.List;

/** Gives the only output of a graph its name. */
public final class RenameOutput {
    private RenameOutput() {}

    /** @throws IllegalArgumentException if another value has this name */
    public static Graph to(String name, Graph graph) {
        Value old = graph.outputs().get(0);
        GraphBuilder renamed = new GraphBuilder();
        graph.inputs().forEach(renamed::input);
        graph.initializers().forEach(renamed::initializer);
        for (Node node : graph.nodes()) {
            Node changed = new Node(
                    node.operator(),
                    node.name(),
                    replaced(node.inputs(), old.name(), name),
                    replaced(node.outputs(), old.name(), name),
                    node.attributes());
            renamed.add(
                    changed,
                    changed.outputs().stream()
                            .map(output -> output.equals(name)
                                    ? new Value(name, old.type(), old.shape())
                                    : graph.value(output))
                            .toArray(Value[]::new));
        }
        renamed.output(new Value(name, old.type(), old.shape()));
        return renamed.build();
    }

    private static List<String> replaced(List<String> names, String old, String name) {
        return names.stream().map(each -> each.equals(old) ? name : each).toList();
    }
}
