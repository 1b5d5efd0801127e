package io.github.latentj.onnx;

import io.github.latentj.onnx.graph.ElementType;
import io.github.latentj.onnx.graph.Graph;
import io.github.latentj.onnx.graph.Node;
import io.github.latentj.onnx.graph.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Runs the forward operators of a DCGAN in double precision, from their definitions; the reference of tests. */
public final class DoubleInterpreter {
    /** A float64 tensor. */
    public record Doubles(double[] values, int... shape) {
        double at(int n, int c, int y, int x) {
            return y < 0 || x < 0 || y >= shape[2] || x >= shape[3]
                    ? 0
                    : values[((n * shape[1] + c) * shape[2] + y) * shape[3] + x];
        }

        int size() {
            return values.length;
        }
    }

    private DoubleInterpreter() {}

    /** All values of the graph for the given input. */
    public static Map<String, Doubles> run(Graph graph, Doubles input) {
        Map<String, Doubles> values = new HashMap<>();
        values.put(graph.inputs().get(0).name(), input);
        for (Tensor tensor : graph.initializers()) {
            if (tensor.type() == ElementType.FLOAT32) {
                float[] floats = tensor.toFloats();
                double[] doubles = new double[floats.length];
                Arrays.setAll(doubles, i -> floats[i]);
                int[] shape =
                        Arrays.stream(tensor.dims()).mapToInt(Math::toIntExact).toArray();
                values.put(tensor.name(), new Doubles(doubles, shape));
            }
        }
        for (Node node : graph.nodes()) {
            Doubles[] operands = node.inputs().stream().map(values::get).toArray(Doubles[]::new);
            values.put(node.output(), compute(node, operands, graph));
        }
        return values;
    }

    private static Doubles compute(Node node, Doubles[] in, Graph graph) {
        return switch (node.operator()) {
            case "Conv" -> convolution(node, in);
            case "ConvTranspose" -> transposed(node, in);
            case "Gemm" -> gemm(node, in);
            case "BatchNormalization" -> batchNorm(node, in);
            case "Relu" -> each(in[0], x -> Math.max(0, x));
            case "Tanh" -> each(in[0], Math::tanh);
            case "Sigmoid" -> each(in[0], x -> 1 / (1 + Math.exp(-x)));
            case "Softplus" -> each(in[0], x -> Math.log1p(Math.exp(x)));
            case "Elu" -> {
                double alpha = node.floatAttribute("alpha", 1);
                yield each(in[0], x -> x > 0 ? x : alpha * Math.expm1(x));
            }
            case "LeakyRelu" -> {
                double alpha = node.floatAttribute("alpha", 0.01f);
                yield each(in[0], x -> x > 0 ? x : alpha * x);
            }
            case "Add" -> sum(in);
            case "Flatten", "Reshape" -> reshaped(node, in[0], graph);
            case "Resize" ->
                repeated(in[0], (int) graph.value(node.output()).shape().size(2) / in[0].shape()[2]);
            default -> throw new AssertionError("no reference for " + node.operator());
        };
    }

    private static Doubles each(Doubles x, DoubleUnaryOperator function) {
        return new Doubles(Arrays.stream(x.values()).map(function).toArray(), x.shape());
    }

    private static Doubles sum(Doubles[] in) {
        double[] values = in[0].values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += in[1].values()[i];
        }
        return new Doubles(values, in[0].shape());
    }

    private static Doubles repeated(Doubles x, int scale) {
        int height = x.shape()[2] * scale;
        int width = x.shape()[3] * scale;
        double[] values = new double[x.size() * scale * scale];
        for (int i = 0; i < values.length; i++) {
            int map = i / (height * width);
            values[i] = x.at(map / x.shape()[1], map % x.shape()[1], i / width % height / scale, i % width / scale);
        }
        return new Doubles(values, x.shape()[0], x.shape()[1], height, width);
    }

    private static Doubles reshaped(Node node, Doubles x, Graph graph) {
        var dimensions = graph.value(node.output()).shape();
        int[] shape = new int[dimensions.rank()];
        shape[0] = x.shape()[0];
        for (int i = 1; i < shape.length; i++) {
            shape[i] = Math.toIntExact(dimensions.size(i));
        }
        return new Doubles(x.values(), shape);
    }

    private static Doubles gemm(Node node, Doubles[] in) {
        boolean transposed = node.intAttribute("transB", 0) == 1;
        int rows = in[0].shape()[0];
        int inner = in[0].shape()[1];
        int columns = in[1].shape()[transposed ? 0 : 1];
        double[] values = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double total = in.length > 2 ? in[2].values()[c] : 0;
                for (int k = 0; k < inner; k++) {
                    double weight = in[1].values()[transposed ? c * inner + k : k * columns + c];
                    total += in[0].values()[r * inner + k] * weight;
                }
                values[r * columns + c] = total;
            }
        }
        return new Doubles(values, rows, columns);
    }

    private static Doubles batchNorm(Node node, Doubles[] in) {
        double epsilon = node.floatAttribute("epsilon", 1e-5f);
        int channels = in[0].shape()[1];
        int inner = in[0].size() / in[0].shape()[0] / channels;
        double[] values = in[0].values().clone();
        for (int i = 0; i < values.length; i++) {
            int c = i / inner % channels;
            double normal = (values[i] - in[3].values()[c]) / Math.sqrt(in[4].values()[c] + epsilon);
            values[i] = normal * in[1].values()[c] + in[2].values()[c];
        }
        return new Doubles(values, in[0].shape());
    }

    private static Doubles convolution(Node node, Doubles[] in) {
        Doubles x = in[0];
        Doubles w = in[1];
        int stride = (int) node.intsAttribute("strides")[0];
        int pad = (int) node.intsAttribute("pads")[0];
        int k = w.shape()[2];
        int height = (x.shape()[2] + 2 * pad - k) / stride + 1;
        int width = (x.shape()[3] + 2 * pad - k) / stride + 1;
        Doubles y = new Doubles(
                new double[x.shape()[0] * w.shape()[0] * height * width], x.shape()[0], w.shape()[0], height, width);
        for (int i = 0; i < y.size(); i++) {
            int column = i % width;
            int row = i / width % height;
            int f = i / width / height % w.shape()[0];
            int n = i / width / height / w.shape()[0];
            double total = in.length > 2 ? in[2].values()[f] : 0;
            for (int tap = 0; tap < w.shape()[1] * k * k; tap++) {
                int c = tap / k / k;
                total += w.at(f, c, tap / k % k, tap % k)
                        * x.at(n, c, row * stride - pad + tap / k % k, column * stride - pad + tap % k);
            }
            y.values()[i] = total;
        }
        return y;
    }

    private static Doubles transposed(Node node, Doubles[] in) {
        Doubles x = in[0];
        Doubles w = in[1];
        int stride = (int) node.intsAttribute("strides")[0];
        int pad = (int) node.intsAttribute("pads")[0];
        int extra = (int) node.intsAttribute("output_padding", 0)[0];
        int k = w.shape()[2];
        int filters = w.shape()[1];
        int height = (x.shape()[2] - 1) * stride - 2 * pad + k + extra;
        int width = (x.shape()[3] - 1) * stride - 2 * pad + k + extra;
        Doubles y =
                new Doubles(new double[x.shape()[0] * filters * height * width], x.shape()[0], filters, height, width);
        for (int i = 0; i < y.size(); i++) {
            int column = i % width + pad;
            int row = i / width % height + pad;
            int f = i / width / height % filters;
            int n = i / width / height / filters;
            double total = in.length > 2 ? in[2].values()[f] : 0;
            for (int tap = 0; tap < k * k; tap++) {
                int down = row - tap / k;
                int right = column - tap % k;
                if (down % stride == 0 && right % stride == 0) {
                    for (int c = 0; c < x.shape()[1]; c++) {
                        total += w.at(c, f, tap / k, tap % k) * x.at(n, c, down / stride, right / stride);
                    }
                }
            }
            y.values()[i] = total;
        }
        return y;
    }
}
