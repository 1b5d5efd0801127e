package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.Value;
import java.util.Map;

/**
 * Guided backpropagation (Springenberg et al. 2014): an activation lets a gradient back only where the gradient and the
 * activation's own input are both positive. Leaky activations are treated like plain ones.
 */
final class GuidedRules {
    private GuidedRules() {}

    static Map<String, GradientRule> all() {
        return Map.of("Relu", GuidedRules::guided, "LeakyRelu", GuidedRules::guided, "Elu", GuidedRules::guided);
    }

    private static Value guided(Step step, Value gradient) {
        Value positive = step.back("Relu").input(gradient).output(gradient.shape());
        return step.wherePositive(step.input(), positive, step.scalar("none", 0));
    }
}
