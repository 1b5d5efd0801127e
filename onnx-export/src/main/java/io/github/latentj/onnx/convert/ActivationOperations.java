package io.github.latentj.onnx.convert;

import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.Map;

/** All of {@code ai.djl.nn.Activation}. */
final class ActivationOperations {
    private ActivationOperations() {}

    static Map<String, OperationConverter> all() {
        return Map.ofEntries(
                Map.entry("relu", simple("Relu")),
                Map.entry("sigmoid", simple("Sigmoid")),
                Map.entry("tanh", simple("Tanh")),
                Map.entry("softPlus", simple("Softplus")),
                Map.entry("softSign", simple("Softsign")),
                Map.entry("selu", simple("Selu")),
                Map.entry("leakyRelu", withAlpha("LeakyRelu")),
                Map.entry("elu", withAlpha("Elu")),
                Map.entry("gelu", ActivationOperations::gelu),
                Map.entry("swish", ActivationOperations::swish),
                Map.entry("mish", ActivationOperations::mish));
    }

    private static OperationConverter simple(String operator) {
        return (operation, scope) ->
                scope.node(operator).input(operation.input()).output(operation.output());
    }

    private static OperationConverter withAlpha(String operator) {
        return (operation, scope) -> scope.node(operator)
                .input(operation.input())
                .number("alpha", operation.floatArgument(0))
                .output(operation.output());
    }

    /** x * (1 + erf(x / sqrt 2)) / 2; ONNX has {@code Gelu} only from operator set 20. */
    private static Value gelu(Operation operation, Scope scope) {
        TensorShape shape = operation.output();
        Value x = operation.input();
        Value scaled = scope.node("Mul")
                .input(x, scope.scalar("inverse_sqrt_2", Math.sqrt(0.5)))
                .output(shape);
        Value erf = scope.node("Erf").input(scaled).output(shape);
        Value gate = scope.node("Add").input(erf, scope.scalar("one", 1)).output(shape);
        Value half = scope.node("Mul").input(x, scope.scalar("half", 0.5)).output(shape);
        return scope.node("Mul").input(half, gate).output(shape);
    }

    /** x * sigmoid(beta * x). */
    private static Value swish(Operation operation, Scope scope) {
        TensorShape shape = operation.output();
        Value x = operation.input();
        Value scaled = scope.node("Mul")
                .input(x, scope.scalar("beta", operation.floatArgument(0)))
                .output(shape);
        Value gate = scope.node("Sigmoid").input(scaled).output(shape);
        return scope.node("Mul").input(x, gate).output(shape);
    }

    /** DJL computes x * tanh(log2(1 + e^x)), where the paper has the natural logarithm; the export does as DJL does. */
    private static Value mish(Operation operation, Scope scope) {
        TensorShape shape = operation.output();
        Value x = operation.input();
        Value natural = scope.node("Softplus").input(x).output(shape);
        Value binary = scope.node("Mul")
                .input(natural, scope.scalar("inverse_ln_2", 1 / Math.log(2)))
                .output(shape);
        Value gate = scope.node("Tanh").input(binary).output(shape);
        return scope.node("Mul").input(x, gate).output(shape);
    }
}
