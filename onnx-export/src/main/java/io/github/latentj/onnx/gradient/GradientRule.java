package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.Value;

/** The chain rule for one operator. */
@FunctionalInterface
interface GradientRule {
    /**
     * Adds the nodes that turn the gradient of the step's output into that of one of its inputs.
     *
     * @param outputGradient of the shape of the output
     * @return of the shape of the input
     */
    Value apply(Step step, Value outputGradient);
}
