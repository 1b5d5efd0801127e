package io.github.latentj.onnx.rewrite;

import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;

/**
 * A transposed convolution of a 1x1 map, the first layer of a DCGAN generator, as one matrix product: {@code [N, C]}
 * times the weight as {@code [C, F * k * k]}.
 */
public final class ProjectByGemm {
    private ProjectByGemm() {}

    public static Graph in(Graph graph) {
        GraphBuilder projected = GraphBuilder.rewriting(graph);
        for (Node node : graph.nodes()) {
            if (isProjection(node, graph)) {
                project(node, graph, projected);
            } else {
                projected.keep(node);
            }
        }
        return projected.build();
    }

    private static boolean isProjection(Node node, Graph graph) {
        if (!node.operator().equals("ConvTranspose") || node.intAttribute("group", 1) != 1) {
            return false;
        }
        TensorShape input = graph.value(node.inputs().get(0)).shape();
        TensorShape output = graph.value(node.output()).shape();
        return isSquareOf(input, 1)
                && isSquareOf(output, node.intsAttribute("kernel_shape")[0])
                && graph.initializer(node.inputs().get(1)).isPresent();
    }

    private static boolean isSquareOf(TensorShape shape, long size) {
        return shape.rank() == 4
                && shape.dimension(2).isFixed()
                && shape.size(2) == size
                && shape.dimension(3).isFixed()
                && shape.size(3) == size;
    }

    private static void project(Node node, Graph graph, GraphBuilder projected) {
        Value input = graph.value(node.inputs().get(0));
        Value output = graph.value(node.output());
        Tensor weight = graph.initializer(node.inputs().get(1)).orElseThrow();
        long columns = weight.dims()[1] * weight.dims()[2] * weight.dims()[3];
        TensorShape flat = TensorShape.of(input.shape().dimension(0), weight.dims()[0]);
        Value vector = projected
                .node("Flatten", node.name() + "/Flatten")
                .input(input)
                .number("axis", 1)
                .output(flat);
        GraphBuilder.NodeBuilder gemm =
                projected.node("Gemm", node.name() + "/Gemm").input(vector);
        gemm.input(projected.initializer(Tensor.of(
                weight.name(), ElementType.FLOAT32, new long[] {weight.dims()[0], columns}, weight.toBytes())));
        if (node.inputs().size() > 2) {
            gemm.input(projected.initializer(
                    spread(graph.initializer(node.inputs().get(2)).orElseThrow(), columns)));
        }
        Value product = gemm.output(TensorShape.of(input.shape().dimension(0), columns));
        long[] shape = {
            0, output.shape().size(1), output.shape().size(2), output.shape().size(3)
        };
        projected
                .node("Reshape", node.name())
                .input(product, projected.initializer(Tensor.longs(node.name() + ".shape", shape)))
                .output(output.name(), output.shape());
    }

    /** A bias for every channel as a bias for every element. */
    private static Tensor spread(Tensor bias, long columns) {
        float[] values = bias.toFloats();
        int each = Math.toIntExact(columns / values.length);
        float[] spread = new float[Math.toIntExact(columns)];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = values[i / each];
        }
        return Tensor.floats(bias.name(), new long[] {columns}, spread);
    }
}
