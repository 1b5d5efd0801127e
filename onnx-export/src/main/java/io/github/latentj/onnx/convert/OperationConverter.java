package io.github.latentj.onnx.convert;

import io.github.latentj.onnx.graph.Value;

/** Writes one operation that a lambda called, such as {@code leakyRelu}, as ONNX nodes. */
@FunctionalInterface
interface OperationConverter {
    Value convert(Operation operation, Scope scope);
}
