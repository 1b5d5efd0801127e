package io.github.latentj.onnx.convert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a function did to its arrays. Arrays are numbered: first the inputs, then one for every call.
 *
 * @param calls in the order in which they were made
 * @param output the number of the array that the function returned
 */
record Trace(int inputs, List<Call> calls, int output) {
    /** An array among a call's arguments. */
    record ArrayNumber(int number) {}

    /** An array that the function brought along, such as a constant of its own. */
    record Captured(Shape shape, float[] values) {
        static Captured of(NDArray array) {
            return new Captured(array.getShape(), array.toFloatArray());
        }
    }

    /**
     * One operation.
     *
     * @param arguments the array that the operation was called on, then the method's arguments; arrays as
     *     {@link ArrayNumber} or {@link Captured}, lists of arrays as lists of these, everything else as it is
     */
    record Call(String method, List<Object> arguments, Shape result) {
        /** The operands that are arrays, lists laid flat. */
        List<Object> operands() {
            List<Object> operands = new ArrayList<>();
            for (Object argument : arguments) {
                if (argument instanceof List<?> several) {
                    operands.addAll(several);
                } else if (argument instanceof ArrayNumber || argument instanceof Captured) {
                    operands.add(argument);
                }
            }
            return operands;
        }

        /** DJL adds three and more arrays as {@code stack} along a new first axis, then {@code sum} over it. */
        boolean isStack() {
            return method.equals("stack") && Objects.equals(arguments.get(arguments.size() - 1), 0);
        }

        boolean isSumOverFirstAxis() {
            return method.equals("sum") && arguments.size() == 2 && Objects.deepEquals(arguments.get(1), new int[] {0});
        }

        <T> T argument(int index, Class<T> type) {
            return type.cast(arguments.get(index));
        }
    }

    /** The call that made an array; null for inputs. */
    Call maker(int number) {
        return number < inputs ? null : calls.get(number - inputs);
    }

    /** This trace with every sum of a stack as one call of {@code sumOf} on the arrays that were stacked. */
    Trace withSums() {
        List<Call> changed = new ArrayList<>();
        for (Call call : calls) {
            Call maker = call.arguments().get(0) instanceof ArrayNumber array ? maker(array.number()) : null;
            boolean sum = maker != null && maker.isStack() && call.isSumOverFirstAxis();
            changed.add(sum ? new Call("sumOf", maker.operands(), call.result()) : call);
        }
        return new Trace(inputs, changed, output);
    }

    /** The numbers of the arrays that the output depends on. */
    Set<Integer> needed() {
        Set<Integer> needed = new TreeSet<>(Set.of(output));
        for (int number = inputs + calls.size() - 1; number >= inputs; number--) {
            if (needed.contains(number)) {
                for (Object operand : maker(number).operands()) {
                    if (operand instanceof ArrayNumber array) {
                        needed.add(array.number());
                    }
                }
            }
        }
        return needed;
    }
}
