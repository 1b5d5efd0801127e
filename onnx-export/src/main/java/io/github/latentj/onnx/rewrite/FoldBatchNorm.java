package io.github.latentj.onnx.rewrite;

import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Multiplies each batch normalization into the weights of the convolution, transposed convolution or {@code Gemm}
 * before it: {@code y = gain * (conv(x) - mean) / sqrt(variance + epsilon) + shift} is a convolution too. One that
 * stands elsewhere stays.
 */
public final class FoldBatchNorm {
    private FoldBatchNorm() {}

    public static Graph in(Graph graph) {
        Map<String, Node> normalizedBy = foldable(graph);
        GraphBuilder folded = GraphBuilder.rewriting(graph);
        for (Node node : graph.nodes()) {
            Node norm = normalizedBy.get(node.output());
            if (norm != null) {
                fold(node, norm, graph, folded);
            } else if (!normalizedBy.containsValue(node)) {
                folded.keep(node);
            }
        }
        return folded.build();
    }

    /** The normalizations that can vanish, by the name of their input. */
    private static Map<String, Node> foldable(Graph graph) {
        Map<String, Node> found = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (node.operator().equals("BatchNormalization")) {
                String input = node.inputs().get(0);
                graph.producer(input)
                        .filter(linear -> canCarry(linear, graph))
                        .ifPresent(linear -> found.put(input, node));
            }
        }
        return found;
    }

    private static boolean canCarry(Node linear, Graph graph) {
        boolean alone = graph.consumers(linear.output()).size() == 1 && !graph.isOutput(linear.output());
        return alone
                && outputAxis(linear) >= 0
                && graph.initializer(linear.inputs().get(1)).isPresent();
    }

    /** The axis of the weight that counts output channels, or -1 if the node is none that can carry a factor. */
    private static int outputAxis(Node linear) {
        return switch (linear.operator()) {
            case "Conv" -> 0;
            case "ConvTranspose" -> linear.intAttribute("group", 1) == 1 ? 1 : -1;
            case "Gemm" -> linear.intAttribute("transB", 0) == 1 ? 0 : -1;
            default -> -1;
        };
    }

    private static void fold(Node linear, Node norm, Graph graph, GraphBuilder folded) {
        ChannelScale scale = ChannelScale.of(norm, graph);
        Tensor weight = graph.initializer(linear.inputs().get(1)).orElseThrow();
        String bias = linear.inputs().size() > 2 ? linear.inputs().get(2) : biasName(weight);
        float[] oldBias = linear.inputs().size() > 2
                ? graph.initializer(bias).orElseThrow().toFloats()
                : new float[scale.factors().length];
        List<String> inputs = new ArrayList<>(List.of(linear.inputs().get(0)));
        inputs.add(folded.initializer(scaled(weight, outputAxis(linear), scale.factors()))
                .name());
        inputs.add(folded.initializer(Tensor.floats(bias, new long[] {oldBias.length}, scale.moved(oldBias)))
                .name());
        folded.add(linear.withInputs(inputs).withOutput(norm.output()), graph.value(norm.output()));
    }

    private static String biasName(Tensor weight) {
        return weight.name().replaceAll("weight$", "") + "bias";
    }

    private static Tensor scaled(Tensor weight, int axis, double[] factors) {
        long[] dims = weight.dims();
        int inner = 1;
        for (int i = axis + 1; i < dims.length; i++) {
            inner = Math.toIntExact(inner * dims[i]);
        }
        float[] values = weight.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factors[i / inner % factors.length]);
        }
        return Tensor.floats(weight.name(), dims, values);
    }
}
