package io.github.latentj.onnx.convert;

import io.github.latentj.onnx.graph.GraphBuilder;
import io.github.latentj.onnx.graph.Value;
import java.util.Map;

/** Arithmetic of arrays with arrays and with numbers, element by element. */
final class ArithmeticOperations {
    private ArithmeticOperations() {}

    static Map<String, OperationConverter> all() {
        return Map.ofEntries(
                Map.entry("add", binary("Add")),
                Map.entry("sub", binary("Sub")),
                Map.entry("mul", binary("Mul")),
                Map.entry("div", binary("Div")),
                Map.entry("pow", binary("Pow")),
                Map.entry("minimum", binary("Min")),
                Map.entry("maximum", binary("Max")),
                Map.entry("sumOf", ArithmeticOperations::sum),
                Map.entry("neg", unary("Neg")),
                Map.entry("abs", unary("Abs")),
                Map.entry("exp", unary("Exp")),
                Map.entry("log", unary("Log")),
                Map.entry("sqrt", unary("Sqrt")),
                Map.entry("square", ArithmeticOperations::square),
                Map.entry("clip", ArithmeticOperations::clip),
                Map.entry("softmax", ArithmeticOperations::softmax));
    }

    private static OperationConverter unary(String operator) {
        return (operation, scope) ->
                scope.node(operator).input(operation.input()).output(operation.output());
    }

    private static OperationConverter binary(String operator) {
        return (operation, scope) -> {
            GraphBuilder.NodeBuilder node = scope.node(operator).input(operation.input());
            return (operation.hasNumberArgument(0)
                            ? node.input(scope.scalar("constant", operation.floatArgument(0)))
                            : node.input(operation.operands().get(1)))
                    .output(operation.output());
        };
    }

    private static Value sum(Operation operation, Scope scope) {
        return scope.node("Sum")
                .input(operation.operands().toArray(Value[]::new))
                .output(operation.output());
    }

    private static Value square(Operation operation, Scope scope) {
        return scope.node("Mul").input(operation.input(), operation.input()).output(operation.output());
    }

    private static Value clip(Operation operation, Scope scope) {
        return scope.node("Clip")
                .input(operation.input())
                .input(scope.scalar("lowest", operation.floatArgument(0)))
                .input(scope.scalar("highest", operation.floatArgument(1)))
                .output(operation.output());
    }

    private static Value softmax(Operation operation, Scope scope) {
        return scope.node("Softmax")
                .input(operation.input())
                .number("axis", operation.intArgument(0))
                .output(operation.output());
    }
}
