package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import io.github.latentj.onnx.rewrite.ChannelScale;
import java.util.Arrays;
import java.util.Map;

/** Layers that are linear in their first input, with constant weights: the way back is the transposed layer. */
final class LinearRules {
    private LinearRules() {}

    static Map<String, GradientRule> all() {
        return Map.of(
                "Conv", LinearRules::convolution,
                "ConvTranspose", LinearRules::transposedConvolution,
                "Gemm", LinearRules::gemm,
                "MatMul", LinearRules::matMul,
                "BatchNormalization", LinearRules::batchNorm);
    }

    private static void requireData(Step step) {
        if (step.index() != 0) {
            throw step.refusal("its weights depend on the network's input");
        }
    }

    /** A transposed convolution with the same weight, which reaches the whole input by its output padding. */
    private static Value convolution(Step step, Value gradient) {
        requireData(step);
        long[] kernel = step.node().intsAttribute("kernel_shape");
        long[] strides = step.node().intsAttribute("strides");
        long[] pads = step.node().intsAttribute("pads");
        long[] dilations = step.node().intsAttribute("dilations");
        long[] missing = new long[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            long reached = (step.output().shape().size(2 + i) - 1) * strides[i]
                    + dilations[i] * (kernel[i] - 1)
                    + 1
                    - pads[i]
                    - pads[i + kernel.length];
            missing[i] = step.input().shape().size(2 + i) - reached;
        }
        return step.back("ConvTranspose")
                .input(gradient, step.input(1))
                .attributes(step.node().attributes())
                .numbers("output_padding", missing)
                .output(step.input().shape());
    }

    private static Value transposedConvolution(Step step, Value gradient) {
        requireData(step);
        return step.back("Conv")
                .input(gradient, step.input(1))
                .numbers("kernel_shape", step.node().intsAttribute("kernel_shape"))
                .numbers("strides", step.node().intsAttribute("strides"))
                .numbers("pads", step.node().intsAttribute("pads"))
                .output(step.input().shape());
    }

    private static Value gemm(Step step, Value gradient) {
        requireData(step);
        return step.back("Gemm")
                .input(gradient, step.input(1))
                .number("transB", 1 - step.node().intAttribute("transB", 0))
                .output(step.input().shape());
    }

    private static Value matMul(Step step, Value gradient) {
        requireData(step);
        Value weight = step.input(1);
        if (weight.shape().rank() != 2 || !step.isConstant(1)) {
            throw step.refusal("only products with a constant matrix have a known gradient");
        }
        Dimension rows = weight.shape().dimension(0);
        Value transposed = step.back("Transpose")
                .input(weight)
                .numbers("perm", 1, 0)
                .output(weight.shape().with(0, weight.shape().dimension(1)).with(1, rows));
        return step.back("MatMul")
                .input(gradient, transposed)
                .output(step.input().shape());
    }

    private static Value batchNorm(Step step, Value gradient) {
        requireData(step);
        double[] factors = ChannelScale.of(step.node(), step.network()).factors();
        float[] values = new float[factors.length];
        long[] dims = new long[step.input().shape().rank() - 1];
        Arrays.fill(dims, 1);
        dims[0] = factors.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) factors[i];
        }
        return multiplied(step, gradient, step.constant("factor", dims, values));
    }

    static Value multiplied(Step step, Value gradient, Value factor) {
        TensorShape shape = gradient.shape();
        return step.back("Mul").input(gradient, factor).output(shape);
    }
}
