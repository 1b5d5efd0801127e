package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A discriminator that tells what it sees.
 *
 * <p>Inputs: the images, and {@code maps} float32 [N, M], how much of each of the M feature maps to explain, a single 1
 * for one map. Outputs: the discriminator's logit; {@code features} float32 [N, 16 * M], the activations of every
 * convolution max-pooled to 4x4, flattened and concatenated (Radford et al. 2015, section 5.1), so that feature i
 * belongs to map i / 16; {@code guided}, of the images' shape, guided backpropagation from the chosen maps' strongest
 * activation.
 *
 * <p>A convolution counts if an activation follows it and its maps are 4x4 at least; the one that makes the logit does
 * not.
 */
public final class DiscriminatorFeatures {
    public static final String MAPS = "maps";
    public static final String FEATURES = "features";
    public static final String GUIDED = "guided";

    private static final long GRID = 4;
    private static final Set<String> ACTIVATIONS =
            Set.of("Relu", "LeakyRelu", "Elu", "Selu", "Tanh", "Sigmoid", "Softplus", "Softsign", "PRelu");

    private final Graph network;
    private final GraphBuilder graph = new GraphBuilder();
    private final Value image;
    private final List<Value> layers;

    private DiscriminatorFeatures(Graph network) {
        this.network = network;
        this.image = network.inputs().get(0);
        this.layers = activationsOf(network);
    }

    /**
     * @param discriminator with one input [N, C, H, W] and one output
     * @throws ExportException if there is no convolution to look at, or an operator has no known gradient
     */
    public static Graph of(Graph discriminator) {
        ReservedNames.requireFree(List.of(MAPS, FEATURES, GUIDED), discriminator);
        return new DiscriminatorFeatures(discriminator).build();
    }

    /** The activations that count, from the image on. */
    private static List<Value> activationsOf(Graph network) {
        List<Value> found = new ArrayList<>();
        for (Node node : network.nodes()) {
            if (node.operator().equals("Conv")) {
                activationAfter(node, network)
                        .filter(DiscriminatorFeatures::isLarge)
                        .ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            throw new ExportException(
                    "no features: the discriminator has no convolution that is followed by ReLU, LeakyReLU, ELU, tanh or"
                            + " another activation of one ONNX operator, with maps of 4x4 at least");
        }
        return found;
    }

    private static Optional<Value> activationAfter(Node node, Graph network) {
        List<Node> next = network.consumers(node.output());
        if (next.size() != 1) {
            return Optional.empty();
        }
        if (next.get(0).operator().equals("BatchNormalization")) {
            return activationAfter(next.get(0), network);
        }
        return ACTIVATIONS.contains(next.get(0).operator())
                ? Optional.of(network.value(next.get(0).output()))
                : Optional.empty();
    }

    private static boolean isLarge(Value maps) {
        return maps.shape().rank() == 4
                && maps.shape().size(2) >= GRID
                && maps.shape().size(3) >= GRID;
    }

    private Graph build() {
        graph.input(image);
        Dimension batch = image.shape().dimension(0);
        Value maps = graph.input(new Value(MAPS, ElementType.FLOAT32, TensorShape.of(batch, count())));
        graph.addAll(network);
        network.outputs().forEach(graph::output);
        graph.output(features(batch));
        Value guided = Backpropagation.guided(network, graph).toInput(image, seeds(maps));
        graph.output(graph.node("Identity", "gradient/Identity").input(guided).output(GUIDED, image.shape()));
        return graph.build();
    }

    private long count() {
        return layers.stream().mapToLong(DiscriminatorFeatures::channels).sum();
    }

    private static long channels(Value layer) {
        return layer.shape().size(1);
    }

    private Value features(Dimension batch) {
        Value[] flat = layers.stream().map(this::pooled).toArray(Value[]::new);
        return graph.node("Concat", "features/Concat")
                .input(flat)
                .number("axis", 1)
                .output(FEATURES, TensorShape.of(batch, GRID * GRID * count()));
    }

    /** Max-pooled to 4x4: equal windows that together cover the map, overlapping if its size is no multiple of 4. */
    private Value pooled(Value layer) {
        long rows = layer.shape().size(2);
        long columns = layer.shape().size(3);
        Value grid = graph.node("MaxPool", "features/" + layer.name() + "/MaxPool")
                .input(layer)
                .numbers("kernel_shape", window(rows), window(columns))
                .numbers("strides", rows / GRID, columns / GRID)
                .output(TensorShape.of(layer.shape().dimension(0), channels(layer), GRID, GRID));
        return graph.node("Flatten", "features/" + layer.name() + "/Flatten")
                .input(grid)
                .number("axis", 1)
                .output(TensorShape.of(layer.shape().dimension(0), GRID * GRID * channels(layer)));
    }

    private static long window(long size) {
        return size - (GRID - 1) * (size / GRID);
    }

    /** At every layer, what was chosen of its maps, at each map's strongest place. */
    private Map<String, Value> seeds(Value maps) {
        Map<String, Value> seeds = new HashMap<>();
        long first = 0;
        for (Value layer : layers) {
            Value chosen = chosen(maps, layer, first);
            Value strongest = strongest(layer);
            seeds.put(layer.name(), node("Mul", layer).input(strongest, chosen).output(layer.shape()));
            first += channels(layer);
        }
        return seeds;
    }

    /** float32 [N, channels, 1, 1]. */
    private Value chosen(Value maps, Value layer, long first) {
        Dimension batch = layer.shape().dimension(0);
        Value slice = node("Slice", layer)
                .input(maps, numbers(layer, "starts", first), numbers(layer, "ends", first + channels(layer)))
                .input(numbers(layer, "axes", 1))
                .output(TensorShape.of(batch, channels(layer)));
        return node("Reshape", layer)
                .input(slice, numbers(layer, "shape", 0, channels(layer), 1, 1))
                .output(TensorShape.of(batch, channels(layer), 1, 1));
    }

    /** 1 where a map has its largest value, 0 elsewhere. */
    private Value strongest(Value layer) {
        Value largest = node("GlobalMaxPool", layer)
                .input(layer)
                .output(TensorShape.of(layer.shape().dimension(0), channels(layer), 1, 1));
        Value there = node("Equal", layer)
                .input(layer, largest)
                .type(ElementType.BOOL)
                .output(layer.shape());
        return node("Cast", layer)
                .input(there)
                .number("to", ElementType.FLOAT32.code())
                .type(ElementType.FLOAT32)
                .output(layer.shape());
    }

    private GraphBuilder.NodeBuilder node(String operator, Value layer) {
        return graph.node(operator, "chosen/" + layer.name() + "/" + operator);
    }

    private Value numbers(Value layer, String name, long... values) {
        return graph.initializer(Tensor.longs("chosen/" + layer.name() + "." + name, values));
    }
}
