package io.github.latentj.onnx.convert;

import ai.djl.nn.core.Linear;
import io.github.latentj.onnx.graph.Tensor;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;

/**
 * {@code Linear} on the last axis: ONNX {@code Gemm} for float32 [N, in], with weight [out, in] as DJL keeps it;
 * {@code MatMul} and {@code Add} for more axes.
 */
final class LinearConverter implements BlockConverter<Linear> {
    @Override
    public Value convert(Linear block, Value input, Scope scope) {
        // The number of parameters tells whether there is a bias; DJL has no getter for it.
        boolean bias = block.getDirectParameters().contains("bias");
        scope.requireSize(
                input,
                input.shape().rank() - 1,
                scope.readParameter(block, "weight").dims()[1]);
        TensorShape shape = scope.outputShape(block, input);
        if (input.shape().rank() == 2) {
            var gemm = scope.node("Gemm").input(input, scope.parameter(block, "weight"));
            return (bias ? gemm.input(scope.parameter(block, "bias")) : gemm)
                    .number("transB", 1)
                    .output(shape);
        }
        Value product = scope.node("MatMul")
                .input(input, transposedWeight(block, scope))
                .output(shape);
        return bias
                ? scope.node("Add")
                        .input(product, scope.parameter(block, "bias"))
                        .output(shape)
                : product;
    }

    private static Value transposedWeight(Linear block, Scope scope) {
        Tensor weight = scope.readParameter(block, "weight");
        int out = Math.toIntExact(weight.dims()[0]);
        int in = Math.toIntExact(weight.dims()[1]);
        float[] values = weight.toFloats();
        float[] transposed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            transposed[(i % in) * out + i / in] = values[i];
        }
        return scope.constant("weight", new long[] {in, out}, transposed);
    }
}
