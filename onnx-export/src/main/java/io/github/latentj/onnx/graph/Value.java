package io.github.latentj.onnx.graph;

import java.util.Objects;

/** A named tensor that flows through a graph. */
public record Value(String name, ElementType type, TensorShape shape) {
    public Value {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(shape, "shape");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a value needs a name");
        }
    }
}
