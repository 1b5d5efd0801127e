package io.github.latentj.onnx.graph;

import java.util.Arrays;
import java.util.List;

/** A constant argument of a node. */
public sealed interface Attribute {
    /** A whole number. */
    record Int(long value) implements Attribute {}

    /** A number. */
    record Float(float value) implements Attribute {}

    /** A word, such as an interpolation mode. */
    record Text(String value) implements Attribute {}

    /** A list of whole numbers, such as the strides of a convolution. */
    record Ints(List<Long> values) implements Attribute {
        public Ints {
            values = List.copyOf(values);
        }

        public static Ints of(long... values) {
            return new Ints(Arrays.stream(values).boxed().toList());
        }

        public long[] toArray() {
            return values.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
