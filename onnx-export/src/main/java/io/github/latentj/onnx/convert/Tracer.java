package io.github.latentj.onnx.convert;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.Shape;
import io.github.latentj.onnx.graph.Value;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs a function once on arrays that write down every operation. Each such array stands in front of a real one, so
 * shapes are the engine's own. Operations that look at the numbers are refused: what they decide could not be exported.
 */
final class Tracer {
    /** Methods that say something about an array without looking at its numbers. */
    private static final Set<String> HARMLESS = Set.of(
            "getShape",
            "shapeEquals",
            "size",
            "isEmpty",
            "isScalar",
            "isSparse",
            "getDataType",
            "getDevice",
            "getManager",
            "getName",
            "setName",
            "getUid",
            "hasGradient",
            "attach",
            "tempAttach",
            "detach",
            "close",
            "isReleased",
            "hashCode",
            "toString");

    private final List<Trace.Call> calls = new ArrayList<>();
    private final Scope scope;
    private final List<Value> inputs;

    private Tracer(Scope scope, List<Value> inputs) {
        this.scope = scope;
        this.inputs = inputs;
    }

    /**
     * Traces {@code function} on arrays of the inputs' shapes, with two and with three examples in the batch, to see
     * that it does the same to every batch.
     */
    static Trace trace(List<Value> inputs, Device device, Function<List<NDArray>, NDList> function, Scope scope) {
        Trace two = new Tracer(scope, inputs).trace(2, device, function);
        Trace three = new Tracer(scope, inputs).trace(3, device, function);
        BatchIndependence.require(two, three, scope);
        return two;
    }

    private Trace trace(int batch, Device device, Function<List<NDArray>, NDList> function) {
        try (NDManager manager = NDManager.newBaseManager(device)) {
            List<NDArray> arrays = new ArrayList<>();
            for (Value input : inputs) {
                arrays.add(watched(manager.zeros(Scope.shapeForBatch(input, batch)), arrays.size()));
            }
            NDList output = function.apply(arrays);
            if (output.size() != 1 || !(operand(output.head()) instanceof Trace.ArrayNumber result)) {
                throw scope.refusal("it must return one array made from its input");
            }
            return new Trace(inputs.size(), List.copyOf(calls), result.number()).withSums();
        }
    }

    private NDArray watched(NDArray array, int number) {
        return (NDArray) Proxy.newProxyInstance(
                Tracer.class.getClassLoader(), new Class<?>[] {NDArray.class}, new Watch(array, array, number));
    }

    private Object watchedOperations(NDArrayEx operations, NDArray array, int number) {
        return Proxy.newProxyInstance(
                Tracer.class.getClassLoader(), new Class<?>[] {NDArrayEx.class}, new Watch(operations, array, number));
    }

    private static Watch watchOf(Object array) {
        return Proxy.isProxyClass(array.getClass()) && Proxy.getInvocationHandler(array) instanceof Watch watch
                ? watch
                : null;
    }

    private static Object real(Object argument) {
        if (argument instanceof NDList list) {
            return new NDList(list.stream().map(array -> (NDArray) real(array)).toArray(NDArray[]::new));
        }
        Watch watch = argument == null ? null : watchOf(argument);
        return watch == null ? argument : watch.array;
    }

    /** The argument as a {@link Trace.Call} keeps it. */
    private Object operand(Object argument) {
        if (argument instanceof NDList list) {
            return list.stream().map(this::operand).toList();
        }
        if (argument instanceof NDArray array) {
            Watch watch = watchOf(array);
            return watch == null ? Trace.Captured.of(array) : new Trace.ArrayNumber(watch.number);
        }
        return argument;
    }

    /** Stands in front of an array, or of the engine's view of it, under the array's number. */
    private final class Watch implements InvocationHandler {
        private final Object target;
        private final NDArray array;
        private final int number;

        Watch(Object target, NDArray array, int number) {
            this.target = target;
            this.array = array;
            this.number = number;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
            Object[] arguments = given == null ? new Object[0] : given;
            Object result = invokeReal(method, arguments);
            if (result instanceof NDArrayEx operations) {
                return watchedOperations(operations, array, number);
            }
            if (result instanceof NDArray made) {
                return record(method, arguments, made);
            }
            if (result instanceof NDList list && list.size() == 1) {
                return new NDList(record(method, arguments, list.head()));
            }
            if (!HARMLESS.contains(method.getName())) {
                throw scope.refusal("it calls " + method.getName() + ", which ONNX cannot follow");
            }
            return result;
        }

        private Object invokeReal(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(
                        target, Arrays.stream(arguments).map(Tracer::real).toArray());
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }

        private NDArray record(Method method, Object[] arguments, NDArray made) {
            if (made == array) {
                throw scope.refusal("it changes an array in place by " + method.getName() + "; use the form that "
                        + "returns a new array");
            }
            List<Object> operands = new ArrayList<>(List.of(new Trace.ArrayNumber(number)));
            for (Object argument : arguments) {
                operands.add(operand(argument));
            }
            Shape shape = made.getShape();
            calls.add(new Trace.Call(method.getName(), operands, shape));
            return watched(made, inputs.size() + calls.size() - 1);
        }
    }
}
