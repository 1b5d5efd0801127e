package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.Value;
import java.util.Map;

/** Activations and arithmetic, element by element. */
final class ElementRules {
    private ElementRules() {}

    static Map<String, GradientRule> all() {
        return Map.ofEntries(
                Map.entry("Relu", ElementRules::relu),
                Map.entry("LeakyRelu", ElementRules::leakyRelu),
                Map.entry("Elu", ElementRules::elu),
                Map.entry("Tanh", ElementRules::tanh),
                Map.entry("Sigmoid", ElementRules::sigmoid),
                Map.entry("Softplus", ElementRules::softplus),
                Map.entry("Identity", (step, gradient) -> gradient),
                Map.entry(
                        "Neg",
                        (step, gradient) -> step.back("Neg").input(gradient).output(gradient.shape())),
                Map.entry("Add", ElementRules::sum),
                Map.entry("Sum", ElementRules::sum),
                Map.entry("Sub", ElementRules::difference),
                Map.entry("Mul", ElementRules::product),
                Map.entry("Div", ElementRules::quotient));
    }

    private static Value relu(Step step, Value gradient) {
        return step.wherePositive(step.output(), gradient, step.scalar("none", 0));
    }

    private static Value leakyRelu(Step step, Value gradient) {
        Value slope = step.scalar("slope", step.node().floatAttribute("alpha", 0.01f));
        return step.wherePositive(step.input(), gradient, LinearRules.multiplied(step, gradient, slope));
    }

    /** 1 above zero, {@code y + alpha} below. */
    private static Value elu(Step step, Value gradient) {
        Value alpha = step.scalar("alpha", step.node().floatAttribute("alpha", 1));
        Value slope = step.back("Add").input(step.output(), alpha).output(gradient.shape());
        return step.wherePositive(step.input(), gradient, LinearRules.multiplied(step, gradient, slope));
    }

    /** 1 - y * y. */
    private static Value tanh(Step step, Value gradient) {
        Value y = step.output();
        Value square = step.back("Mul").input(y, y).output(y.shape());
        Value slope = step.back("Sub").input(step.scalar("one", 1), square).output(y.shape());
        return LinearRules.multiplied(step, gradient, slope);
    }

    /** y * (1 - y). */
    private static Value sigmoid(Step step, Value gradient) {
        Value y = step.output();
        Value rest = step.back("Sub").input(step.scalar("one", 1), y).output(y.shape());
        Value slope = step.back("Mul").input(y, rest).output(y.shape());
        return LinearRules.multiplied(step, gradient, slope);
    }

    private static Value softplus(Step step, Value gradient) {
        Value slope = step.back("Sigmoid").input(step.input()).output(gradient.shape());
        return LinearRules.multiplied(step, gradient, slope);
    }

    private static Value sum(Step step, Value gradient) {
        requireOwnShape(step);
        return gradient;
    }

    private static Value difference(Step step, Value gradient) {
        requireOwnShape(step);
        return step.index() == 0 ? gradient : step.back("Neg").input(gradient).output(gradient.shape());
    }

    private static Value product(Step step, Value gradient) {
        requireOwnShape(step);
        return LinearRules.multiplied(step, gradient, step.input(1 - step.index()));
    }

    private static Value quotient(Step step, Value gradient) {
        requireOwnShape(step);
        if (step.index() != 0) {
            throw step.refusal("division by something that depends on the network's input");
        }
        return step.back("Div").input(gradient, step.input(1)).output(gradient.shape());
    }

    private static void requireOwnShape(Step step) {
        if (!step.input().shape().equals(step.output().shape())) {
            throw step.refusal("input " + step.input().shape() + " is spread to "
                    + step.output().shape());
        }
    }
}
