package io.github.latentj.onnx;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.rewrite.DynamicSize;
import io.github.latentj.onnx.rewrite.Float16Weights;
import io.github.latentj.onnx.rewrite.FoldBatchNorm;
import io.github.latentj.onnx.rewrite.ImageTail;
import io.github.latentj.onnx.rewrite.PhaseConvolution;
import io.github.latentj.onnx.rewrite.ProjectByGemm;
import io.github.latentj.onnx.rewrite.QuantizeInt8;
import java.util.Map;

/**
 * The rewrites that a user chose, applied in the one order in which they fit together.
 *
 * @param tail null for none
 */
record GraphForm(Form form, boolean dynamicSize, boolean float16Weights, Tail tail) {
    /** What turns the network's range into stored pixels. */
    record Tail(IntensityMap map, boolean channelsLast) {}

    static GraphForm standard() {
        return new GraphForm(Form.FOLDED, false, false, null);
    }

    GraphForm with(Form other) {
        return new GraphForm(other, dynamicSize, float16Weights, tail);
    }

    GraphForm withDynamicSize() {
        return new GraphForm(form, true, float16Weights, tail);
    }

    GraphForm withFloat16Weights() {
        return new GraphForm(form, dynamicSize, true, tail);
    }

    GraphForm with(Tail other) {
        return new GraphForm(form, dynamicSize, float16Weights, other);
    }

    /** The form that a gradient graph starts from: the same function, in operators whose gradients are known. */
    GraphForm differentiable() {
        if (dynamicSize || tail != null) {
            throw new ExportException("a gradient graph has a fixed size and works in network range; "
                    + "export it without dynamic size and image tail");
        }
        return form == Form.STRAIGHT ? this : with(Form.FOLDED);
    }

    /**
     * The network in this form.
     *
     * @param largest the largest value that each graph value took in calibration, for {@link Form#INT8}
     */
    Graph ofNetwork(Graph straight, Map<String, Float> largest) {
        Graph graph = laidOut(straight, largest);
        graph = dynamicSize ? DynamicSize.in(graph) : graph;
        return tail == null ? graph : ImageTail.on(graph, tail.map(), tail.channelsLast());
    }

    private Graph laidOut(Graph straight, Map<String, Float> largest) {
        if (form == Form.STRAIGHT) {
            return straight;
        }
        Graph folded = FoldBatchNorm.in(straight);
        // A matrix product would tie a free height and width to 1x1.
        Graph projected = dynamicSize ? folded : ProjectByGemm.in(folded);
        return switch (form) {
            case PHASES -> PhaseConvolution.in(projected);
            case INT8 -> QuantizeInt8.in(projected, largest);
            default -> projected;
        };
    }

    /** The graph with its weights as they are to be stored. */
    Graph stored(Graph graph) {
        return float16Weights ? Float16Weights.in(graph) : graph;
    }
}
