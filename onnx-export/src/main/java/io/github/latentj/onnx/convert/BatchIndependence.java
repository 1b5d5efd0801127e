package io.github.latentj.onnx.convert;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Compares what a function did to two examples with what it did to three. */
final class BatchIndependence {
    /** Their arguments contain the batch size; only the shape that they make counts. */
    private static final Set<String> SHAPED_BY_RESULT = Set.of("reshape", "broadcast");

    private BatchIndependence() {}

    /** @throws io.github.latentj.onnx.graph.ExportException unless the batch axis stays first and all else is equal */
    static void require(Trace two, Trace three, Scope scope) {
        if (two.calls().size() != three.calls().size() || two.output() != three.output()) {
            throw scope.refusal("what it does depends on the batch size");
        }
        for (int number : two.needed()) {
            Trace.Call call = two.maker(number);
            if (call != null && !same(call, three.maker(number))) {
                throw scope.refusal("its operation " + call.method()
                        + " depends on the batch size or on chance, or does not keep the batch axis first");
            }
        }
    }

    private static boolean same(Trace.Call two, Trace.Call three) {
        return two.method().equals(three.method())
                && keepsBatch(two.result(), three.result())
                && (SHAPED_BY_RESULT.contains(two.method()) || sameAll(two.arguments(), three.arguments()));
    }

    private static boolean keepsBatch(Shape two, Shape three) {
        return two.dimension() > 0
                && two.dimension() == three.dimension()
                && two.get(0) == 2
                && three.get(0) == 3
                && two.slice(1).equals(three.slice(1));
    }

    private static boolean sameAll(List<?> two, List<?> three) {
        if (two.size() != three.size()) {
            return false;
        }
        for (int i = 0; i < two.size(); i++) {
            if (!sameArgument(two.get(i), three.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameArgument(Object two, Object three) {
        if (two instanceof Trace.Captured a && three instanceof Trace.Captured b) {
            return a.shape().equals(b.shape()) && Arrays.equals(a.values(), b.values());
        }
        if (two instanceof List<?> a && three instanceof List<?> b) {
            return sameAll(a, b);
        }
        return Objects.deepEquals(two, three);
    }
}
