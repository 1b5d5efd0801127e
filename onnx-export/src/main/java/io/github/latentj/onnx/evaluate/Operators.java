package io.github.latentj.onnx.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import io.github.latentj.onnx.nn.ConvTranspose2d;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What each operator computes, in DJL's operations. */
final class Operators {
    private Operators() {}

    static Map<String, Function<Operands, NDArray>> all() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("Flatten", Operators::reshape),
                Map.entry("Reshape", Operators::reshape),
                Map.entry("Concat", Operators::concat),
                Map.entry("DepthToSpace", Operators::depthToSpace),
                Map.entry("Relu", operands -> Activation.relu(operands.get(0))),
                Map.entry("Tanh", operands -> Activation.tanh(operands.get(0))),
                Map.entry("Sigmoid", operands -> Activation.sigmoid(operands.get(0))),
                Map.entry("Gemm", Operators::gemm),
                Map.entry("ConvTranspose", Operators::transposedConvolution),
                Map.entry("QuantizeLinear", operands -> stored(operands.get(0).div(operands.get(1)))),
                Map.entry("DequantizeLinear", operands -> operands.get(0).mul(operands.get(1))),
                Map.entry("QLinearConv", Operators::integerConvolution)));
    }

    private static NDArray reshape(Operands operands) {
        long[] sizes = new long[operands.output().rank()];
        sizes[0] = operands.get(0).size(0);
        for (int axis = 1; axis < sizes.length; axis++) {
            sizes[axis] = operands.output().size(axis);
        }
        return operands.get(0).reshape(new Shape(sizes));
    }

    private static NDArray concat(Operands operands) {
        return NDArrays.concat(
                new NDList(operands.arrays()), (int) operands.node().intAttribute("axis", 0));
    }

    /** Blocks of 2, depth first, as {@code DCR} in ONNX. */
    private static NDArray depthToSpace(Operands operands) {
        Shape deep = operands.get(0).getShape();
        long filters = deep.get(1) / 4;
        return operands.get(0)
                .reshape(deep.get(0), 2, 2, filters, deep.get(2), deep.get(3))
                .transpose(0, 3, 4, 1, 5, 2)
                .reshape(deep.get(0), filters, 2 * deep.get(2), 2 * deep.get(3));
    }

    private static NDArray gemm(Operands operands) {
        boolean transposed = operands.node().intAttribute("transB", 0) == 1;
        NDArray product = operands.get(0).matMul(transposed ? operands.get(1).transpose() : operands.get(1));
        return operands.has(2) ? product.add(operands.get(2)) : product;
    }

    private static NDArray transposedConvolution(Operands operands) {
        NDArray weight = operands.get(1);
        ConvTranspose2d block = ConvTranspose2d.builder()
                .setFilters((int) weight.size(1))
                .setKernelSize((int) weight.size(2))
                .optStride((int) operands.ints("strides")[0])
                .optPadding((int) operands.ints("pads")[0])
                .optOutputPadding((int) operands.ints("output_padding")[0])
                .optBias(operands.has(2))
                .build();
        NDArray input = operands.get(0);
        block.initialize(input.getManager(), DataType.FLOAT32, input.getShape());
        block.getParameters().get("weight").getArray().set(weight.toFloatArray());
        if (operands.has(2)) {
            block.getParameters().get("bias").getArray().set(operands.get(2).toFloatArray());
        }
        ParameterStore parameters = new ParameterStore(input.getManager(), false);
        return block.forward(parameters, new NDList(input), false).singletonOrThrow();
    }

    /** Operands as in ONNX: x and its scale and zero, w and its scales and zeros, the result's scale and zero, bias. */
    private static NDArray integerConvolution(Operands operands) {
        NDArray input = operands.get(0);
        NDArray padded = input.getNDArrayInternal()
                .convolution(
                        input,
                        operands.get(3),
                        operands.has(8) ? operands.get(8) : null,
                        new Shape(1, 1),
                        new Shape(1, 1),
                        new Shape(1, 1),
                        1)
                .singletonOrThrow();
        NDArray factors = operands.get(4).mul(operands.get(1)).div(operands.get(6));
        return stored(window(padded, operands).mul(factors.reshape(1, -1, 1, 1)));
    }

    /** What the node's own padding leaves of a result with one row and column of padding on each side. */
    private static NDArray window(NDArray padded, Operands operands) {
        long top = 1 - operands.ints("pads")[0];
        long left = 1 - operands.ints("pads")[1];
        long height = padded.size(2) - 1;
        long width = padded.size(3) - 1;
        return padded.get(new NDIndex(":, :, {}:{}, {}:{}", top, top + height, left, left + width));
    }

    /** The nearest uint8, ties to even. */
    private static NDArray stored(NDArray array) {
        return array.round().clip(0, 255);
    }
}
