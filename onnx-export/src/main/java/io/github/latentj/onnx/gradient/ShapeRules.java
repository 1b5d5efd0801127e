package io.github.latentj.onnx.gradient;

import io.github.latentj.onnx.graph.Attribute;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.Map;

/** Operators that arrange numbers otherwise. */
final class ShapeRules {
    private ShapeRules() {}

    static Map<String, GradientRule> all() {
        return Map.of(
                "Flatten", ShapeRules::reshape,
                "Reshape", ShapeRules::reshape,
                "Concat", ShapeRules::slice,
                "Resize", ShapeRules::sumOfRepeats);
    }

    /** Each pixel was repeated scale x scale times, so its gradient is the sum over its repeats. */
    private static Value sumOfRepeats(Step step, Value gradient) {
        TensorShape small = step.input().shape();
        long scale = step.output().shape().size(2) / small.size(2);
        boolean repeats =
                new Attribute.Text("nearest").equals(step.node().attributes().get("mode"))
                        && step.output().shape().size(2) == scale * small.size(2)
                        && step.output().shape().size(3) == scale * small.size(3);
        if (step.index() != 0 || !repeats) {
            throw step.refusal("only nearest enlargement by a whole factor has a known gradient");
        }
        Value mean = step.back("AveragePool")
                .input(gradient)
                .numbers("kernel_shape", scale, scale)
                .numbers("strides", scale, scale)
                .output(small);
        return step.back("Mul")
                .input(mean, step.scalar("repeats", scale * scale))
                .output(small);
    }

    private static Value reshape(Step step, Value gradient) {
        TensorShape shape = step.input().shape();
        long[] target = new long[shape.rank()];
        for (int axis = 1; axis < target.length; axis++) {
            target[axis] = shape.size(axis);
        }
        return step.back("Reshape")
                .input(gradient, step.numbers("shape", target))
                .output(shape);
    }

    private static Value slice(Step step, Value gradient) {
        int axis = Math.floorMod(
                (int) step.node().intAttribute("axis", 0), step.output().shape().rank());
        long start = 0;
        for (int before = 0; before < step.index(); before++) {
            start += step.input(before).shape().size(axis);
        }
        long end = start + step.input().shape().size(axis);
        return step.back("Slice")
                .input(gradient, step.numbers("starts", start), step.numbers("ends", end))
                .input(step.numbers("axes", axis))
                .output(step.input().shape());
    }
}
