package io.github.latentj.onnx.rewrite;

import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.Set;

/**
 * Sets height and width of the input free, in a network that is convolutional throughout: a field of latent vectors
 * then gives one large seamless image.
 */
public final class DynamicSize {
    /** Operators that treat every place of a map alike. */
    private static final Set<String> ANY_SIZE = Set.of(
            "Conv",
            "ConvTranspose",
            "BatchNormalization",
            "MaxPool",
            "AveragePool",
            "Relu",
            "LeakyRelu",
            "Elu",
            "Selu",
            "PRelu",
            "Tanh",
            "Sigmoid",
            "Softplus",
            "Softsign",
            "Erf",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Min",
            "Max",
            "Sum",
            "Neg",
            "Abs",
            "Exp",
            "Log",
            "Sqrt",
            "Clip",
            "Identity",
            "DepthToSpace",
            "Resize");

    private DynamicSize() {}

    /**
     * @param graph with one input and one output, both [N, C, H, W]
     * @throws ExportException if a node only works for one size
     */
    public static Graph in(Graph graph) {
        requireMap(graph.inputs().get(0));
        requireMap(graph.outputs().get(0));
        for (Node node : graph.nodes()) {
            if (!ANY_SIZE.contains(node.operator())
                    && !(node.operator().equals("Concat") && node.intAttribute("axis", 0) == 1)) {
                throw new ExportException("node " + node.name() + " works for one size only; a network with dynamic "
                        + "height and width must be convolutional throughout");
            }
        }
        GraphBuilder freed = new GraphBuilder();
        graph.inputs().forEach(input -> freed.input(sized(input, "input_height", "input_width")));
        graph.initializers().forEach(freed::initializer);
        graph.nodes().forEach(node -> freed.add(node, freed(graph.value(node.output()))));
        freed.output(sized(graph.outputs().get(0), "height", "width"));
        return freed.build();
    }

    private static void requireMap(Value value) {
        if (value.shape().rank() != 4) {
            throw new ExportException(
                    "dynamic height and width need [N, C, H, W] at " + value.name() + ", found " + value.shape());
        }
    }

    private static Value sized(Value value, String height, String width) {
        TensorShape shape = value.shape().with(2, Dimension.named(height)).with(3, Dimension.named(width));
        return new Value(value.name(), value.type(), shape);
    }

    private static Value freed(Value value) {
        if (value.shape().rank() != 4) {
            return value;
        }
        TensorShape shape = value.shape().with(2, Dimension.unknown()).with(3, Dimension.unknown());
        return new Value(value.name(), value.type(), shape);
    }
}
