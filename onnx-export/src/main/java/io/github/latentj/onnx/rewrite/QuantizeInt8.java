package io.github.latentj.onnx.rewrite;

import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The transposed convolutions between two ReLUs in 8-bit integers: activations uint8, weights int8 with a scale for each filter, sums int32. Kernel 4, stride 2 and padding 1, as four phases
 * (see {@link PhaseConvolution}); the clipping of {@code QLinearConv} at 0 is the ReLU. First and last layer stay float32.
 */
public final class QuantizeInt8 {
    /**
     * The integer of the largest value seen. Products of two such activations with int8 weights still fit the 16 bits in
     * which processors without VNNI add them, and values up to twice as large are not clipped.
     */
    private static final float LARGEST_EXPECTED = 127;

    private final Graph graph;
    private final Map<String, Float> largest;
    private final GraphBuilder quantized;
    /** The uint8 form of float values that were quantized. */
    private final Map<String, Value> integers = new HashMap<>();

    private final Set<Node> done = new HashSet<>();

    private QuantizeInt8(Graph graph, Map<String, Float> largest) {
        this.graph = graph;
        this.largest = largest;
        this.quantized = GraphBuilder.rewriting(graph);
    }

    /**
     * @param graph with batch normalization folded
     * @param largest the largest value that each value of the graph took in calibration
     * @throws ExportException if no layer fits
     */
    public static Graph in(Graph graph, Map<String, Float> largest) {
        QuantizeInt8 rewrite = new QuantizeInt8(graph, largest);
        Graph quantized = rewrite.rewritten();
        if (rewrite.integers.isEmpty()) {
            throw new ExportException(
                    "no layer can be int8: that takes a transposed convolution of kernel 4, stride 2, "
                            + "padding 1 and 16 filters at least, with a ReLU before and after it");
        }
        return quantized;
    }

    private Graph rewritten() {
        for (Node node : graph.nodes()) {
            if (fits(node)) {
                quantize(node, reluAfter(node).orElseThrow());
            } else if (!done.contains(node)) {
                quantized.keep(node);
            }
        }
        return quantized.build();
    }

    private boolean fits(Node node) {
        return PhaseConvolution.fits(node, graph)
                && reluAfter(node).isPresent()
                && graph.producer(node.inputs().get(0))
                        .filter(before -> before.operator().equals("Relu"))
                        .isPresent()
                && largest.containsKey(node.inputs().get(0))
                && largest.containsKey(reluAfter(node).orElseThrow().output());
    }

    private Optional<Node> reluAfter(Node node) {
        List<Node> next = graph.consumers(node.output());
        boolean alone = next.size() == 1 && !graph.isOutput(node.output());
        return alone && next.get(0).operator().equals("Relu") ? Optional.of(next.get(0)) : Optional.empty();
    }

    private void quantize(Node node, Node relu) {
        done.add(relu);
        Value input = integers.computeIfAbsent(node.inputs().get(0), this::toInteger);
        TensorShape output = graph.value(relu.output()).shape();
        TensorShape each =
                output.with(2, input.shape().dimension(2)).with(3, input.shape().dimension(3));
        Value[] phases = new Value[4];
        for (int phase = 0; phase < 4; phase++) {
            phases[phase] = convolution(node, relu, input, phase, each);
        }
        Value deep = quantized
                .node("Concat", node.name() + "/Concat")
                .input(phases)
                .number("axis", 1)
                .output(each.with(1, Dimension.fixed(4 * each.size(1))));
        Value integer = quantized
                .node("DepthToSpace", relu.name() + "/uint8")
                .input(deep)
                .number("blocksize", 2)
                .output(output);
        integers.put(relu.output(), integer);
        if (graph.isOutput(relu.output())
                || graph.consumers(relu.output()).stream().anyMatch(next -> !fits(next))) {
            toFloat(integer, relu.output());
        }
    }

    private Value toInteger(String name) {
        Value value = graph.value(name);
        return quantized
                .node("QuantizeLinear", name + "/QuantizeLinear")
                .input(value, scale(name), zero(name))
                .type(ElementType.UINT8)
                .output(value.shape());
    }

    private void toFloat(Value integer, String name) {
        quantized
                .node("DequantizeLinear", name)
                .input(integer, scale(name), zero(name))
                .type(ElementType.FLOAT32)
                .output(name, integer.shape());
    }

    private float step(String name) {
        return Math.max(largest.get(name), Float.MIN_NORMAL) / LARGEST_EXPECTED;
    }

    private Value scale(String name) {
        return quantized.initializer(Tensor.floats(name + ".scale", new long[0], step(name)));
    }

    private Value zero(String name) {
        return quantized.initializer(Tensor.of(name + ".zero", ElementType.UINT8, new long[0], new byte[1]));
    }

    private Value convolution(Node node, Node relu, Value input, int phase, TensorShape shape) {
        String from = node.inputs().get(0);
        Tensor weight = PhaseConvolution.phaseWeight(
                graph.initializer(node.inputs().get(1)).orElseThrow(), phase / 2, phase % 2);
        float[] scales = filterScales(weight);
        GraphBuilder.NodeBuilder conv = quantized
                .node("QLinearConv", node.name() + "/QLinearConv")
                .input(input, scale(from), zero(from))
                .input(quantized.initializer(rounded(weight, scales)))
                .input(quantized.initializer(
                        Tensor.floats(weight.name() + ".scale", new long[] {scales.length}, scales)))
                .input(quantized.initializer(Tensor.of(
                        weight.name() + ".zero",
                        ElementType.INT8,
                        new long[] {scales.length},
                        new byte[scales.length])))
                .input(scale(relu.output()), zero(relu.output()));
        if (node.inputs().size() > 2) {
            Tensor bias = graph.initializer(node.inputs().get(2)).orElseThrow();
            conv.input(quantized.initializer(rounded(bias, scales, step(from), weight.name())));
        }
        return conv.numbers("kernel_shape", 2, 2)
                .numbers("pads", PhaseConvolution.pads(phase / 2, phase % 2))
                .output(shape);
    }

    private static float[] filterScales(Tensor weight) {
        float[] values = weight.toFloats();
        float[] scales = new float[Math.toIntExact(weight.dims()[0])];
        int each = values.length / scales.length;
        for (int i = 0; i < values.length; i++) {
            scales[i / each] = Math.max(scales[i / each], Math.abs(values[i]) / 127);
        }
        for (int f = 0; f < scales.length; f++) {
            scales[f] = Math.max(scales[f], Float.MIN_NORMAL);
        }
        return scales;
    }

    private static Tensor rounded(Tensor weight, float[] scales) {
        float[] values = weight.toFloats();
        byte[] bytes = new byte[values.length];
        int each = values.length / scales.length;
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Math.rint(values[i] / scales[i / each]);
        }
        return Tensor.of(weight.name(), ElementType.INT8, weight.dims(), bytes);
    }

    private static Tensor rounded(Tensor bias, float[] scales, float inputStep, String weightName) {
        float[] values = bias.toFloats();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            bytes.putInt((int) Math.rint(values[i] / ((double) inputStep * scales[i])));
        }
        return Tensor.of(weightName + ".bias", ElementType.INT32, bias.dims(), bytes.array());
    }
}
