package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * A generator with its gradient, for finding the latent vector of a real image by descent.
 *
 * <p>Inputs: the latent vectors, {@code target} float32 [N, C, H, W] and {@code weight} float32 [N, 1, H, W], how much
 * each pixel counts. Outputs: the generator's images; {@code loss} float32 [N], for each example the mean over channels
 * and pixels of {@code weight * (image - target)^2}; {@code gradient}, of the latent vectors' shape, its derivative.
 */
public final class Inversion {
    public static final String TARGET = "target";
    public static final String WEIGHT = "weight";
    public static final String LOSS = "loss";
    public static final String GRADIENT = "gradient";

    private Inversion() {}

    /**
     * @param generator with one input and one output [N, C, H, W]
     * @throws ExportException if an operator has no known gradient, or the output is no image
     */
    public static Graph of(Graph generator) {
        Value latent = generator.inputs().get(0);
        Value image = generator.outputs().get(0);
        if (image.shape().rank() != 4) {
            throw new ExportException(
                    "inversion needs a generator that makes [N, C, H, W], this one makes " + image.shape());
        }
        ReservedNames.requireFree(List.of(TARGET, WEIGHT, LOSS, GRADIENT), generator);
        GraphBuilder graph = new GraphBuilder();
        graph.input(latent);
        Value target = graph.input(new Value(TARGET, ElementType.FLOAT32, image.shape()));
        TensorShape onePlane = image.shape().with(1, Dimension.fixed(1));
        Value weight = graph.input(new Value(WEIGHT, ElementType.FLOAT32, onePlane));
        graph.addAll(generator);
        graph.output(image);
        Value difference = graph.node("Sub", "loss/Sub").input(image, target).output(image.shape());
        Value weighted = graph.node("Mul", "loss/Mul").input(difference, weight).output(image.shape());
        graph.output(loss(weighted, difference, graph));
        Value seed = graph.node("Mul", "gradient/loss/Mul")
                .input(weighted, graph.initializer(Tensor.floats("gradient/loss.scale", new long[0], scale(image))))
                .output(image.shape());
        Value gradient = Backpropagation.exact(generator, graph).toInput(latent, Map.of(image.name(), seed));
        graph.output(graph.node("Identity", "gradient/Identity").input(gradient).output(GRADIENT, latent.shape()));
        return graph.build();
    }

    private static Value loss(Value weighted, Value difference, GraphBuilder graph) {
        Value square = graph.node("Mul", "loss/Mul").input(weighted, difference).output(difference.shape());
        return graph.node("ReduceMean", "loss/ReduceMean")
                .input(square)
                .numbers("axes", 1, 2, 3)
                .number("keepdims", 0)
                .output(LOSS, TensorShape.of(square.shape().dimension(0)));
    }

    /** The derivative of the mean of squares, without the difference itself. */
    private static float scale(Value image) {
        TensorShape shape = image.shape();
        return (float) (2.0 / (shape.size(1) * shape.size(2) * shape.size(3)));
    }
}
