package io.github.latentj.onnx.evaluate;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.latentj.onnx.graph.Graph;

/** How close a graph comes to the network that it was made from. */
public final class Fidelity {
    /** Network range is -1 to 1. */
    private static final double RANGE = 2;

    private Fidelity() {}

    /**
     * Peak signal-to-noise ratio of the graph's images against the network's, in decibels; infinite if they are equal.
     *
     * @param device where the network's parameters lie
     * @param samples latent vectors, each of {@code sampleShape}
     */
    public static double psnr(Graph graph, Block network, Device device, float[][] samples, Shape sampleShape) {
        try (NDManager manager = NDManager.newBaseManager(device)) {
            NDArray input = manager.create(samples).reshape(new Shape(samples.length).addAll(sampleShape));
            NDArray expected = network.forward(new ParameterStore(manager, false), new NDList(input), false)
                    .singletonOrThrow();
            float meanSquare = GraphEvaluator.run(graph, input)
                    .sub(expected)
                    .square()
                    .mean()
                    .getFloat();
            return 10 * Math.log10(RANGE * RANGE / meanSquare);
        }
    }
}
