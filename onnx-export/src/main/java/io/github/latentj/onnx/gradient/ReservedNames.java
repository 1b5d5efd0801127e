package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.Value;
import java.util.List;
import java.util.stream.Stream;

/** Names that a gradient graph gives to inputs and outputs of its own. */
final class ReservedNames {
    private ReservedNames() {}

    static void requireFree(List<String> reserved, Graph network) {
        Stream.concat(network.inputs().stream(), network.outputs().stream())
                .map(Value::name)
                .filter(reserved::contains)
                .findFirst()
                .ifPresent(taken -> {
                    throw new ExportException("an input or output is called '" + taken + "', but " + reserved
                            + " are names of the gradient graph's own; give it another name");
                });
    }
}
