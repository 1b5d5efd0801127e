package io.github.latentj.inference;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.inference.file.WireWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A DCGAN generator in miniature, written as an ONNX file without any library: three transposed convolutions from
 * [N, z, 1, 1] (or [N, z]) to [N, C, 16, 16], ReLU between them, tanh at the end. Parts can be replaced by wrong ones.
 */
public final class TinyModel {
    public static final int SIDE = 16;

    private final int latentSize;
    private final int channels;
    private int width = 1;
    private boolean rank2;
    private boolean openSize;
    private long batch = -1;
    private long seed = 1;
    private float scale = 0.6f;
    private String lastOperator = "Tanh";
    private int ir = 8;
    private int opset = 17;
    private String openOutput;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<WireWriter> extraNodes = new ArrayList<>();
    private final List<WireWriter> extraTensors = new ArrayList<>();

    public TinyModel(int latentSize, int channels) {
        this.latentSize = latentSize;
        this.channels = channels;
    }

    /** Input [N, z] instead of [N, z, 1, 1]. */
    public TinyModel rank2() {
        rank2 = true;
        return this;
    }

    /** Input [N, z, height, width] with all three open, for a field of latents. */
    public TinyModel openSize() {
        openSize = true;
        return this;
    }

    /** Fixes the number of latents of one run, as PyTorch's exporter does unless told otherwise. */
    public TinyModel fixedBatch(int size) {
        batch = size;
        return this;
    }

    /** Makes the hidden layers so many times as wide, and the model slower by the square. */
    public TinyModel width(int times) {
        width = times;
        return this;
    }

    public TinyModel weightSeed(long weightSeed) {
        seed = weightSeed;
        return this;
    }

    /** Standard deviation of the weights' sum in each layer; NaN makes a broken model. */
    public TinyModel weightScale(float weightScale) {
        scale = weightScale;
        return this;
    }

    public TinyModel lastOperator(String operator) {
        lastOperator = operator;
        return this;
    }

    /** Version of the file format. */
    public TinyModel irVersion(int version) {
        ir = version;
        return this;
    }

    /** Version of the operators. */
    public TinyModel opset(int version) {
        opset = version;
        return this;
    }

    /** Makes another value the output, of a size that the file does not tell. */
    public TinyModel openOutput(String value) {
        openOutput = value;
        return this;
    }

    public TinyModel metadata(Map<String, String> entries) {
        metadata.putAll(entries);
        return this;
    }

    public TinyModel spec(GeneratorSpec spec) {
        return metadata(spec.toMetadata());
    }

    public TinyModel extraNode(WireWriter node) {
        extraNodes.add(node);
        return this;
    }

    public TinyModel extraTensor(WireWriter tensor) {
        extraTensors.add(tensor);
        return this;
    }

    public Path write(Path file) {
        try {
            return Files.write(file, toBytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public byte[] toBytes() {
        WireWriter model =
                new WireWriter().number(1, ir).text(2, "latentj-test").message(7, graph());
        model.message(8, new WireWriter().text(1, "").number(2, opset));
        metadata.forEach(
                (key, value) -> model.message(14, new WireWriter().text(1, key).text(2, value)));
        return model.toBytes();
    }

    private WireWriter graph() {
        WireWriter graph = new WireWriter();
        Random random = new Random(seed);
        if (rank2) {
            graph.message(1, node("Reshape", "z4", "z", "shape"));
            graph.message(5, longs("shape", -1, latentSize, 1, 1));
        }
        String latent = rank2 ? "z4" : "z";
        graph.message(1, transposed("a", latent, "wa", 1, 0)).message(1, node("Relu", "ra", "a"));
        graph.message(1, transposed("b", "ra", "wb", 2, 1)).message(1, node("Relu", "rb", "b"));
        graph.message(1, transposed("c", "rb", "wc", 2, 1)).message(1, node(lastOperator, "image", "c"));
        graph.message(5, floats("wa", random, latentSize, 16 * width));
        graph.message(5, floats("wb", random, 16 * width, 8 * width));
        graph.message(5, floats("wc", random, 8 * width, channels));
        extraNodes.forEach(node -> graph.message(1, node));
        extraTensors.forEach(tensor -> graph.message(5, tensor));
        long one = openSize ? -1 : 1;
        long[] input = rank2 ? new long[] {batch, latentSize} : new long[] {batch, latentSize, one, one};
        graph.text(2, "tiny").message(11, value("z", 1, input));
        long side = openSize ? -1 : SIDE;
        return graph.message(
                12,
                openOutput == null
                        ? value("image", 1, batch, channels, side, side)
                        : value(openOutput, 1, -1, -1, -1, -1));
    }

    private WireWriter floats(String name, Random random, int in, int out) {
        float[] weights = new float[in * out * 16];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * scale / Math.sqrt(in));
        }
        return tensor(name, 1, in, out, 4, 4).bytes(9, WireWriter.littleEndian(weights));
    }

    private static WireWriter longs(String name, long... values) {
        return tensor(name, 7, values.length).bytes(9, WireWriter.littleEndian(values));
    }

    /** A {@code TensorProto} without its data. */
    public static WireWriter tensor(String name, int elementType, long... dims) {
        WireWriter tensor = new WireWriter();
        for (long dim : dims) {
            tensor.number(1, dim);
        }
        return tensor.number(2, elementType).text(8, name);
    }

    static WireWriter transposed(String output, String input, String weights, int stride, int pad) {
        return node("ConvTranspose", output, input, weights)
                .message(5, ints("kernel_shape", 4, 4))
                .message(5, ints("strides", stride, stride))
                .message(5, ints("pads", pad, pad, pad, pad));
    }

    /** A {@code NodeProto} of the default domain. */
    public static WireWriter node(String operator, String output, String... inputs) {
        WireWriter node = new WireWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operator);
    }

    private static WireWriter ints(String name, long... values) {
        WireWriter attribute = new WireWriter().text(1, name).number(20, 7);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute;
    }

    /** A {@code ValueInfoProto}; negative sizes become a name. */
    public static WireWriter value(String name, int elementType, long... dims) {
        WireWriter shape = new WireWriter();
        for (long dim : dims) {
            shape.message(1, dim < 0 ? new WireWriter().text(2, "N") : new WireWriter().number(1, dim));
        }
        WireWriter tensor = new WireWriter().number(1, elementType).message(2, shape);
        return new WireWriter().text(1, name).message(2, new WireWriter().message(1, tensor));
    }
}
