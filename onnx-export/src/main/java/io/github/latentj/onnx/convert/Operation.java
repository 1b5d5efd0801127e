package io.github.latentj.onnx.convert;

import ai.djl.ndarray.types.Shape;
import io.github.latentj.onnx.graph.TensorShape;
import io.github.latentj.onnx.graph.Value;
import java.util.List;

/**
 * A traced call whose arrays are values of the graph.
 *
 * @param operands the arrays of the call, the one it was called on first
 * @param output the shape of the result
 */
record Operation(Trace.Call call, List<Value> operands, TensorShape output) {
    Value input() {
        return operands.get(0);
    }

    /** The method's own argument of this position, counted from 0. */
    float floatArgument(int index) {
        return call.argument(index + 1, Number.class).floatValue();
    }

    int intArgument(int index) {
        return call.argument(index + 1, Integer.class);
    }

    Shape shapeArgument(int index) {
        return call.argument(index + 1, Shape.class);
    }

    boolean hasNumberArgument(int index) {
        return call.arguments().size() > index + 1 && call.arguments().get(index + 1) instanceof Number;
    }
}
