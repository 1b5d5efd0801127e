package io.github.latentj.onnx.rewrite;

import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.ExportException;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores the weights of two and more axes as float16 and casts them back when the model is loaded: half the file, the
 * same arithmetic. Each weight changes by at most 2^-11 of itself.
 */
public final class Float16Weights {
    private static final float LARGEST = 65_504;

    private Float16Weights() {}

    /** @throws ExportException if a weight is larger than float16 can hold */
    public static Graph in(Graph graph) {
        GraphBuilder halved = GraphBuilder.rewriting(graph);
        Map<String, String> casts = new HashMap<>();
        for (Node node : graph.nodes()) {
            List<String> inputs = new ArrayList<>();
            for (String input : node.inputs()) {
                graph.initializer(input)
                        .filter(Float16Weights::isLarge)
                        .ifPresent(weight -> casts.computeIfAbsent(input, name -> cast(weight, halved)));
                inputs.add(casts.getOrDefault(input, input));
            }
            halved.keep(node.withInputs(inputs));
        }
        return halved.build();
    }

    private static boolean isLarge(Tensor tensor) {
        return tensor.type() == ElementType.FLOAT32 && tensor.dims().length >= 2;
    }

    private static String cast(Tensor weight, GraphBuilder halved) {
        Tensor half = Tensor.of(weight.name(), ElementType.FLOAT16, weight.dims(), halves(weight));
        Value stored = halved.initializer(half);
        return halved.node("Cast", weight.name() + "/Cast")
                .input(stored)
                .number("to", ElementType.FLOAT32.code())
                .type(ElementType.FLOAT32)
                .output(stored.shape())
                .name();
    }

    private static byte[] halves(Tensor weight) {
        FloatBuffer values = weight.bytes().asFloatBuffer();
        ByteBuffer halves =
                ByteBuffer.allocate(values.remaining() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            float value = values.get();
            if (Math.abs(value) > LARGEST) {
                throw new ExportException("weight " + weight.name() + " contains " + value + ", float16 holds at most "
                        + LARGEST + "; export it without float16 weights");
            }
            halves.putShort(toFloat16(value));
        }
        return halves.array();
    }

    /** IEEE 754 binary16, rounded to nearest, ties to even; Java has this only from version 20. */
    static short toFloat16(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        double magnitude = Math.abs(value);
        int exponent = Math.max(Math.getExponent(magnitude), -14);
        // In units of the last of ten fraction bits; rint rounds ties to even.
        int units = (int) Math.rint(Math.scalb(magnitude, 10 - exponent));
        // A full significand carries its own 1 << 10, which counts the exponent up by one.
        int bits = (exponent + 14 << 10) + units;
        return (short) (sign | bits);
    }
}
