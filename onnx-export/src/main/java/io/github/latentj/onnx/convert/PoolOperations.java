package io.github.latentj.onnx.convert;

import ai.djl.ndarray.types.Shape;
import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.Map;

/**
 * Pooling over the spatial axes of float32 [N, C, spatial...]; the global forms give [N, C].
 *
 * <p>Windows that reach over the end (DJL's {@code ceilMode}) are written as padding at the end, because ONNX Runtime
 * and PyTorch do not agree on {@code ceil_mode}.
 */
final class PoolOperations {
    private PoolOperations() {}

    static Map<String, OperationConverter> all() {
        return Map.of(
                "maxPool", PoolOperations::maxPool,
                "avgPool", PoolOperations::averagePool,
                "lpPool", PoolOperations::lpPool,
                "globalMaxPool", global("GlobalMaxPool"),
                "globalAvgPool", global("GlobalAveragePool"),
                "globalLpPool", PoolOperations::globalLpPool);
    }

    private static Value maxPool(Operation operation, Scope scope) {
        Window window = Window.of(operation, 0);
        return window.applyTo(scope.node("MaxPool").input(operation.input()), operation);
    }

    /** DJL's PyTorch engine counts padding whatever {@code countIncludePad} says; the export does as the engine does. */
    private static Value averagePool(Operation operation, Scope scope) {
        Window window = Window.of(operation, 0);
        if (!window.isPadded()) {
            return averageOfRealElements(operation.input(), window, operation, scope);
        }
        // Padding that counts becomes real zeros; only what hangs over them is left out of the average.
        Value padded = pad(operation.input(), window, scope);
        return averageOfRealElements(padded, window.withoutPadding(), operation, scope);
    }

    private static Value averageOfRealElements(Value input, Window window, Operation operation, Scope scope) {
        return window.applyTo(scope.node("AveragePool").input(input).number("count_include_pad", 0), operation, input);
    }

    private static Value pad(Value input, Window window, Scope scope) {
        int rank = input.shape().rank();
        long[] pads = new long[2 * rank];
        TensorShape shape = input.shape();
        for (int axis = 2; axis < rank; axis++) {
            long padding = window.padding().get(axis - 2);
            pads[axis] = padding;
            pads[rank + axis] = padding;
            shape = shape.with(axis, Dimension.fixed(input.shape().size(axis) + 2 * padding));
        }
        return scope.node("Pad").input(input, scope.numbers("pads", pads)).output(shape);
    }

    /** PyTorch's form: (window size * average(x^p))^(1/p). */
    private static Value lpPool(Operation operation, Scope scope) {
        float norm = operation.floatArgument(0);
        Window window = Window.of(operation, 1).withoutPadding();
        Value powers = power(operation.input(), "power", norm, scope);
        Value averages = averageOfRealElements(powers, window, operation, scope);
        return root(averages, window.kernel().size(), norm, scope);
    }

    private static Value globalLpPool(Operation operation, Scope scope) {
        float norm = operation.floatArgument(0);
        Value powers = power(operation.input(), "power", norm, scope);
        long elements = Scope.shapeForBatch(powers, 1).slice(2).size();
        Value averages = globalPool("GlobalAveragePool", powers, scope);
        return flattened(root(averages, elements, norm, scope), operation, scope);
    }

    private static Value power(Value input, String name, double exponent, Scope scope) {
        return scope.node("Pow").input(input, scope.scalar(name, exponent)).output(input.shape());
    }

    private static Value root(Value averages, long elements, float norm, Scope scope) {
        Value sums = scope.node("Mul")
                .input(averages, scope.scalar("window_size", elements))
                .output(averages.shape());
        return power(sums, "root", 1.0 / norm, scope);
    }

    private static OperationConverter global(String operator) {
        return (operation, scope) -> flattened(globalPool(operator, operation.input(), scope), operation, scope);
    }

    private static Value globalPool(String operator, Value input, Scope scope) {
        TensorShape shape = input.shape();
        for (int axis = 2; axis < shape.rank(); axis++) {
            shape = shape.with(axis, Dimension.fixed(1));
        }
        return scope.node(operator).input(input).output(shape);
    }

    private static Value flattened(Value pooled, Operation operation, Scope scope) {
        return scope.node("Flatten").input(pooled).number("axis", 1).output(operation.output());
    }

    /** Size, step and symmetric padding of a pooling window. */
    private record Window(Shape kernel, Shape stride, Shape padding) {
        static Window of(Operation operation, int first) {
            return new Window(
                    operation.shapeArgument(first),
                    operation.shapeArgument(first + 1),
                    operation.shapeArgument(first + 2));
        }

        boolean isPadded() {
            for (long padded : padding.getShape()) {
                if (padded > 0) {
                    return true;
                }
            }
            return false;
        }

        Window withoutPadding() {
            return new Window(kernel, stride, new Shape(new long[kernel.dimension()]));
        }

        Value applyTo(GraphBuilder.NodeBuilder node, Operation operation) {
            return applyTo(node, operation, operation.input());
        }

        Value applyTo(GraphBuilder.NodeBuilder node, Operation operation, Value input) {
            int spatial = kernel.dimension();
            long[] pads = new long[2 * spatial];
            for (int i = 0; i < spatial; i++) {
                long reach = (operation.output().size(2 + i) - 1) * stride.get(i) + kernel.get(i);
                long overhang = reach - input.shape().size(2 + i) - padding.get(i);
                pads[i] = padding.get(i);
                // Without overhang the last rows of padding are not reached; the padding stays as it is.
                pads[spatial + i] = Math.max(padding.get(i), overhang);
            }
            return node.numbers("kernel_shape", kernel.getShape())
                    .numbers("strides", stride.getShape())
                    .numbers("pads", pads)
                    .output(operation.output());
        }
    }
}
