package io.github.latentj.onnx.rewrite;

import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.Node;

/** A batch normalization in inference as {@code factor * x + offset}, one of each for every channel. */
public record ChannelScale(double[] factors, double[] offsets) {
    /** The scale that node {@code norm} of {@code graph} applies. */
    public static ChannelScale of(Node norm, Graph graph) {
        float[] gain = constant(norm, 1, graph);
        float[] shift = constant(norm, 2, graph);
        float[] mean = constant(norm, 3, graph);
        float[] variance = constant(norm, 4, graph);
        double epsilon = norm.floatAttribute("epsilon", 1e-5f);
        double[] factors = new double[gain.length];
        double[] offsets = new double[gain.length];
        for (int i = 0; i < gain.length; i++) {
            factors[i] = gain[i] / Math.sqrt(variance[i] + epsilon);
            offsets[i] = shift[i] - mean[i] * factors[i];
        }
        return new ChannelScale(factors, offsets);
    }

    private static float[] constant(Node norm, int input, Graph graph) {
        return graph.initializer(norm.inputs().get(input)).orElseThrow().toFloats();
    }

    /** The bias that does to {@code factor * x} what {@code bias} did to x, and the offset. */
    float[] moved(float[] bias) {
        float[] moved = new float[bias.length];
        for (int i = 0; i < bias.length; i++) {
            moved[i] = (float) (bias[i] * factors[i] + offsets[i]);
        }
        return moved;
    }
}
