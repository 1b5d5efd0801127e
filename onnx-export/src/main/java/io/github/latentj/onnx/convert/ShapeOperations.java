package io.github.latentj.onnx.convert;

import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.List;
import java.util.Map;

/** Operations that keep the numbers and arrange them otherwise; the batch axis always stays first. */
final class ShapeOperations {
    private ShapeOperations() {}

    static Map<String, OperationConverter> all() {
        return Map.of(
                "reshape", ShapeOperations::reshape,
                "flatten", ShapeOperations::reshape,
                "squeeze", ShapeOperations::reshape,
                "expandDims", ShapeOperations::reshape,
                "concat", ShapeOperations::concat);
    }

    private static Value reshape(Operation operation, Scope scope) {
        TensorShape shape = operation.output();
        if (shape.rank() == 2) {
            return scope.node("Flatten")
                    .input(operation.input())
                    .number("axis", 1)
                    .output(shape);
        }
        // 0 keeps the batch axis as it is.
        long[] target = new long[shape.rank()];
        for (int axis = 1; axis < target.length; axis++) {
            target[axis] = shape.size(axis);
        }
        return scope.node("Reshape")
                .input(operation.input(), scope.numbers("shape", target))
                .output(shape);
    }

    private static Value concat(Operation operation, Scope scope) {
        List<Object> arguments = operation.call().arguments();
        int axis = (Integer) arguments.get(arguments.size() - 1);
        return scope.node("Concat")
                .input(operation.operands().toArray(Value[]::new))
                .number("axis", axis)
                .output(operation.output());
    }
}
