package io.github.latentj.onnx.rewrite;

import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.Arrays;

/**
 * A transposed convolution of kernel 4, stride 2 and padding 1 as one 2x2 convolution with four times the channels, one
 * group for each phase of the output grid, whose shifted windows are interleaved by {@code DepthToSpace}.
 *
 * <p>Output row {@code 2q} is made of input rows q - 1 and q with kernel rows 3 and 1, row {@code 2q + 1} of rows q and
 * q + 1 with kernel rows 2 and 0; columns likewise.
 */
public final class PhaseConvolution {
    /** Kernel row (or column) for phase 0 and 1, tap 0 and 1. */
    private static final int[][] TAPS = {{3, 1}, {2, 0}};

    private PhaseConvolution() {}

    public static Graph in(Graph graph) {
        GraphBuilder lowered = GraphBuilder.rewriting(graph);
        for (Node node : graph.nodes()) {
            if (fits(node, graph)) {
                lower(node, graph, lowered);
            } else {
                lowered.keep(node);
            }
        }
        return lowered.build();
    }

    private static boolean fits(Node node, Graph graph) {
        return node.operator().equals("ConvTranspose")
                && node.intAttribute("group", 1) == 1
                && all(node.intsAttribute("kernel_shape"), 4)
                && all(node.intsAttribute("strides"), 2)
                && all(node.intsAttribute("pads"), 1)
                && all(node.intsAttribute("output_padding"), 0)
                && graph.initializer(node.inputs().get(1)).isPresent();
    }

    private static boolean all(long[] values, long wanted) {
        return Arrays.stream(values).allMatch(value -> value == wanted);
    }

    private static void lower(Node node, Graph graph, GraphBuilder lowered) {
        Value input = graph.value(node.inputs().get(0));
        Value output = graph.value(node.output());
        Tensor weight = graph.initializer(node.inputs().get(1)).orElseThrow();
        long filters = weight.dims()[1];
        GraphBuilder.NodeBuilder conv = lowered.node("Conv", node.name() + "/Conv")
                .input(input, lowered.initializer(phaseWeight(weight)))
                .numbers("kernel_shape", 2, 2)
                .numbers("pads", 1, 1, 1, 1);
        if (node.inputs().size() > 2) {
            Tensor bias = graph.initializer(node.inputs().get(2)).orElseThrow();
            conv.input(lowered.initializer(fourTimes(bias)));
        }
        Value phases = conv.output(grown(input.shape(), 4 * filters, 1));
        Value[] windows = new Value[4];
        for (int phase = 0; phase < 4; phase++) {
            windows[phase] = window(phases, phase, filters, grown(input.shape(), filters, 0), node, lowered);
        }
        Value deep = lowered.node("Concat", node.name() + "/Concat")
                .input(windows)
                .number("axis", 1)
                .output(grown(input.shape(), 4 * filters, 0));
        lowered.node("DepthToSpace", node.name())
                .input(deep)
                .number("blocksize", 2)
                .output(output.name(), output.shape());
    }

    private static TensorShape grown(TensorShape shape, long channels, long more) {
        return TensorShape.of(shape.dimension(0), channels, shape.size(2) + more, shape.size(3) + more);
    }

    /** The channels of one phase, without the last row or the first, the last column or the first. */
    private static Value window(
            Value phases, int phase, long filters, TensorShape shape, Node node, GraphBuilder lowered) {
        int row = phase / 2;
        int column = phase % 2;
        String name = node.name() + ".window" + phase;
        Tensor starts = Tensor.longs(name + ".starts", phase * filters, row, column);
        Tensor ends = Tensor.longs(name + ".ends", (phase + 1) * filters, end(row), end(column));
        return lowered.node("Slice", node.name() + "/Slice")
                .input(phases, lowered.initializer(starts), lowered.initializer(ends))
                .input(lowered.initializer(Tensor.longs(name + ".axes", 1, 2, 3)))
                .output(shape);
    }

    /** Phase 0 leaves the last one out; phase 1 goes to the end, whatever the size. */
    private static long end(int phase) {
        return phase == 0 ? -1 : Integer.MAX_VALUE;
    }

    private static Tensor phaseWeight(Tensor weight) {
        int channels = Math.toIntExact(weight.dims()[0]);
        int filters = Math.toIntExact(weight.dims()[1]);
        float[] old = weight.toFloats();
        float[] taps = new float[old.length];
        int next = 0;
        for (int out = 0; out < 4 * filters; out++) {
            int[] rows = TAPS[out / filters / 2];
            int[] columns = TAPS[out / filters % 2];
            for (int c = 0; c < channels; c++) {
                int kernel = (c * filters + out % filters) * 16;
                for (int tap = 0; tap < 4; tap++) {
                    taps[next++] = old[kernel + rows[tap / 2] * 4 + columns[tap % 2]];
                }
            }
        }
        return Tensor.floats(weight.name(), new long[] {4L * filters, channels, 2, 2}, taps);
    }

    private static Tensor fourTimes(Tensor bias) {
        float[] values = bias.toFloats();
        float[] repeated = new float[4 * values.length];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = values[i % values.length];
        }
        return Tensor.floats(bias.name(), new long[] {repeated.length}, repeated);
    }
}
