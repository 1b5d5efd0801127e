package io.github.latentj.inference.file;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * The operators that a model may use: feed-forward arithmetic of the default ONNX domain. Control flow, strings,
 * random numbers, and operators that make large tensors out of small inputs are left out on purpose.
 */
final class OperatorList {
    private static final Set<String> ALLOWED = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            // layers
            "Conv",
            "ConvTranspose",
            "Gemm",
            "MatMul",
            "BatchNormalization",
            "InstanceNormalization",
            "LayerNormalization",
            "GroupNormalization",
            "LpNormalization",
            "AveragePool",
            "MaxPool",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "Dropout",
            // activations
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Elu",
            "Selu",
            "Celu",
            "Gelu",
            "Tanh",
            "Sigmoid",
            "HardSigmoid",
            "HardSwish",
            "Mish",
            "Softplus",
            "Softsign",
            "Softmax",
            "LogSoftmax",
            "ThresholdedRelu",
            "Clip",
            // arithmetic
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Neg",
            "Abs",
            "Sign",
            "Pow",
            "Sqrt",
            "Reciprocal",
            "Exp",
            "Log",
            "Erf",
            "Sin",
            "Cos",
            "Min",
            "Max",
            "Mean",
            "Sum",
            "ReduceMean",
            "ReduceSum",
            "ReduceSumSquare",
            "ReduceL1",
            "ReduceL2",
            "ReduceMax",
            "ReduceMin",
            "Equal",
            "Greater",
            "GreaterOrEqual",
            "Less",
            "LessOrEqual",
            "Not",
            "And",
            "Or",
            "Where",
            // shapes
            "Cast",
            "Concat",
            "Constant",
            "DepthToSpace",
            "Flatten",
            "Gather",
            "Identity",
            "Pad",
            "Reshape",
            "Resize",
            "Shape",
            "Slice",
            "SpaceToDepth",
            "Split",
            "Squeeze",
            "Transpose",
            "Unsqueeze",
            "Upsample",
            "Round",
            // 8-bit weights and layers
            "DequantizeLinear",
            "QuantizeLinear",
            "QLinearConv")));

    private OperatorList() {}

    static boolean allows(String domain, String operator) {
        return (domain.isEmpty() || domain.equals("ai.onnx")) && ALLOWED.contains(operator);
    }
}
