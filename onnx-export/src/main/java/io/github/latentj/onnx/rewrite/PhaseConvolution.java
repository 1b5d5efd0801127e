package io.github.latentj.onnx.rewrite;

import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A transposed convolution of kernel 4, stride 2 and padding 1 as four 2x2 convolutions, one for each phase of the output
 * grid, whose results are interleaved by {@code DepthToSpace}. Layers of few filters stay as they are.
 *
 * <p>Output row {@code 2q} is made of input rows q - 1 and q with kernel rows 3 and 1, row {@code 2q + 1} of rows q and
 * q + 1 with kernel rows 2 and 0; columns likewise.
 */
public final class PhaseConvolution {
    /** Kernel row (or column) for phase 0 and 1, tap 0 and 1. */
    private static final int[][] TAPS = {{3, 1}, {2, 0}};

    /** With fewer, ONNX Runtime's blocks of channels would be mostly padding. */
    private static final long FEWEST_FILTERS = 16;

    /** Done on the phases, where ONNX Runtime computes them together with the convolution. */
    private static final Set<String> ACTIVATIONS = Set.of("Relu", "LeakyRelu", "Tanh", "Sigmoid");

    private final Graph graph;
    private final GraphBuilder lowered;
    private final Set<Node> done = new HashSet<>();

    private PhaseConvolution(Graph graph) {
        this.graph = graph;
        this.lowered = GraphBuilder.rewriting(graph);
    }

    public static Graph in(Graph graph) {
        return new PhaseConvolution(graph).rewritten();
    }

    private Graph rewritten() {
        for (Node node : graph.nodes()) {
            if (fits(node, graph)) {
                lower(node);
            } else if (!done.contains(node)) {
                lowered.keep(node);
            }
        }
        return lowered.build();
    }

    private Optional<Node> activationAfter(Node node) {
        List<Node> next = graph.consumers(node.output());
        boolean alone = next.size() == 1 && !graph.isOutput(node.output());
        return alone && ACTIVATIONS.contains(next.get(0).operator()) ? Optional.of(next.get(0)) : Optional.empty();
    }

    static boolean fits(Node node, Graph graph) {
        return node.operator().equals("ConvTranspose")
                && node.intAttribute("group", 1) == 1
                && all(node.intsAttribute("kernel_shape"), 4)
                && all(node.intsAttribute("strides"), 2)
                && all(node.intsAttribute("pads"), 1)
                && all(node.intsAttribute("output_padding"), 0)
                && graph.initializer(node.inputs().get(1)).isPresent()
                && graph.value(node.output()).shape().size(1) >= FEWEST_FILTERS;
    }

    private static boolean all(long[] values, long wanted) {
        return Arrays.stream(values).allMatch(value -> value == wanted);
    }

    private void lower(Node node) {
        Optional<Node> activation = activationAfter(node);
        activation.ifPresent(done::add);
        Value output = graph.value(activation.orElse(node).output());
        TensorShape input = graph.value(node.inputs().get(0)).shape();
        TensorShape each = output.shape().with(2, input.dimension(2)).with(3, input.dimension(3));
        Value[] phases = new Value[4];
        for (int phase = 0; phase < 4; phase++) {
            Value conv = convolution(node, phase / 2, phase % 2, each);
            phases[phase] = activation.map(next -> activated(next, conv)).orElse(conv);
        }
        Value deep = lowered.node("Concat", node.name() + "/Concat")
                .input(phases)
                .number("axis", 1)
                .output(each.with(1, Dimension.fixed(4 * each.size(1))));
        lowered.node("DepthToSpace", node.name())
                .input(deep)
                .number("blocksize", 2)
                .output(output.name(), output.shape());
    }

    private Value convolution(Node node, int row, int column, TensorShape shape) {
        Tensor weight = graph.initializer(node.inputs().get(1)).orElseThrow();
        GraphBuilder.NodeBuilder conv = lowered.node("Conv", node.name() + "/Conv")
                .input(graph.value(node.inputs().get(0)), lowered.initializer(phaseWeight(weight, row, column)))
                .numbers("kernel_shape", 2, 2)
                .numbers("pads", pads(row, column));
        return (node.inputs().size() > 2
                        ? conv.input(lowered.constant(node.inputs().get(2)))
                        : conv)
                .output(shape);
    }

    private Value activated(Node activation, Value phase) {
        return lowered.node(activation.operator(), activation.name() + "/" + activation.operator())
                .input(phase)
                .attributes(activation.attributes())
                .output(phase.shape());
    }

    /** Phase 0 looks one row back, phase 1 one row ahead; columns likewise. */
    static long[] pads(int row, int column) {
        return new long[] {1 - row, 1 - column, row, column};
    }

    /** float32 [F, C, 2, 2] from [C, F, 4, 4]. */
    static Tensor phaseWeight(Tensor weight, int row, int column) {
        int channels = Math.toIntExact(weight.dims()[0]);
        int filters = Math.toIntExact(weight.dims()[1]);
        float[] old = weight.toFloats();
        float[] taps = new float[old.length / 4];
        for (int i = 0; i < taps.length; i++) {
            int channel = i / 4 % channels;
            int filter = i / 4 / channels;
            int kernel = (channel * filters + filter) * 16;
            taps[i] = old[kernel + TAPS[row][i / 2 % 2] * 4 + TAPS[column][i % 2]];
        }
        String name = weight.name() + ".phase" + row + column;
        return Tensor.floats(name, new long[] {filters, channels, 2, 2}, taps);
    }
}
