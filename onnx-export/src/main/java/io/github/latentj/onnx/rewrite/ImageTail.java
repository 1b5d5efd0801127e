package io.github.latentj.onnx.rewrite;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;

/**
 * Appends what turns network range into stored pixels: the intensity map, rounding and clipping, the cast to uint8 or
 * uint16 (float32 stays unrounded), and channels last if wanted. Gives what {@link IntensityMap#toStored} gives.
 */
public final class ImageTail {
    private ImageTail() {}

    /**
     * @param graph whose output is float32 [N, C, H, W] in network range
     * @param channelsLast output [N, H, W, C] instead of [N, C, H, W]
     */
    public static Graph on(Graph graph, IntensityMap map, boolean channelsLast) {
        Value network = graph.outputs().get(0);
        if (network.shape().rank() != 4) {
            throw new ExportException(
                    "an image tail needs a network that makes [N, C, H, W], this one makes " + network.shape());
        }
        GraphBuilder tail = new GraphBuilder();
        graph.inputs().forEach(tail::input);
        tail.addAll(graph);
        Value pixels = stored(scaled(network, map, tail), map.pixelType(), tail);
        tail.output(channelsLast ? channelsLast(pixels, tail) : pixels);
        return tail.build();
    }

    private static Value scaled(Value network, IntensityMap map, GraphBuilder tail) {
        double half = (map.maximum() - map.minimum()) / 2;
        Value product = tail.node("Mul", "image/Mul")
                .input(network, scalar("image.scale", half, tail))
                .output(network.shape());
        return tail.node("Add", "image/Add")
                .input(product, scalar("image.offset", map.minimum() + half, tail))
                .output(network.shape());
    }

    private static Value stored(Value scaled, PixelType type, GraphBuilder tail) {
        if (type == PixelType.FLOAT32) {
            return scaled;
        }
        Value whole = tail.node("Round", "image/Round").input(scaled).output(scaled.shape());
        Value clipped = tail.node("Clip", "image/Clip")
                .input(
                        whole,
                        scalar("image.lowest", type.lowest(), tail),
                        scalar("image.highest", type.highest(), tail))
                .output(scaled.shape());
        ElementType stored = type == PixelType.UINT8 ? ElementType.UINT8 : ElementType.UINT16;
        return tail.node("Cast", "image/Cast")
                .input(clipped)
                .number("to", stored.code())
                .type(stored)
                .output(scaled.shape());
    }

    private static Value channelsLast(Value pixels, GraphBuilder tail) {
        TensorShape shape = pixels.shape()
                .with(1, pixels.shape().dimension(2))
                .with(2, pixels.shape().dimension(3))
                .with(3, pixels.shape().dimension(1));
        return tail.node("Transpose", "image/Transpose")
                .input(pixels)
                .numbers("perm", 0, 2, 3, 1)
                .output(shape);
    }

    private static Value scalar(String name, double value, GraphBuilder tail) {
        return tail.initializer(Tensor.floats(name, new long[0], (float) value));
    }
}
