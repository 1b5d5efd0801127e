package io.github.latentj.onnx.convert;

import io.github.latentj.onnx.graph.Dimension;
import io.github.latentj.onnx.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The operations of DJL arrays that can be written as ONNX, by the name of the array's method. */
final class OperationConverters {
    private static final Map<String, OperationConverter> ALL = all();

    private OperationConverters() {}

    private static Map<String, OperationConverter> all() {
        Map<String, OperationConverter> all = new TreeMap<>();
        all.putAll(ActivationOperations.all());
        all.putAll(PoolOperations.all());
        all.putAll(ArithmeticOperations.all());
        all.putAll(ShapeOperations.all());
        return all;
    }

    /** Adds the operations of a trace to the graph. */
    static Value replay(Trace trace, List<Value> inputs, Scope scope) {
        Set<Integer> needed = trace.needed();
        List<Value> values = new ArrayList<>(inputs);
        for (Trace.Call call : trace.calls()) {
            values.add(needed.contains(values.size()) ? convert(call, values, scope) : null);
        }
        return values.get(trace.output());
    }

    private static Value convert(Trace.Call call, List<Value> values, Scope scope) {
        OperationConverter converter = ALL.get(call.method());
        if (converter == null) {
            throw scope.refusal("no converter for the array operation " + call.method() + "; supported are "
                    + String.join(", ", ALL.keySet()));
        }
        List<Value> operands = new ArrayList<>();
        for (Object operand : call.operands()) {
            operands.add(
                    operand instanceof Trace.ArrayNumber array
                            ? values.get(array.number())
                            : constant((Trace.Captured) operand, scope));
        }
        Dimension batch = values.get(0).shape().dimension(0);
        return converter.convert(new Operation(call, operands, Scope.shape(call.result(), batch)), scope);
    }

    private static Value constant(Trace.Captured captured, Scope scope) {
        return scope.constant("constant", captured.shape().getShape(), scope.finite("a constant", captured.values()));
    }
}
