package io.github.latentj.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/** A constant of a graph: its elements as little-endian bytes in row-major order, as ONNX stores them. */
public final class Tensor {
    private final String name;
    private final ElementType type;
    private final long[] dims;
    private final byte[] bytes;

    private Tensor(String name, ElementType type, long[] dims, byte[] bytes) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.dims = dims.clone();
        this.bytes = bytes;
        long expected = Arrays.stream(dims).reduce(type.bytes(), Math::multiplyExact);
        if (expected != bytes.length) {
            throw new IllegalArgumentException("tensor " + name + " of " + type + " " + Arrays.toString(dims)
                    + " needs " + expected + " bytes, found " + bytes.length);
        }
    }

    /** A tensor of any type from its little-endian bytes. */
    public static Tensor of(String name, ElementType type, long[] dims, byte[] littleEndian) {
        return new Tensor(name, type, dims, littleEndian.clone());
    }

    /** A float32 tensor. */
    public static Tensor floats(String name, long[] dims, float... values) {
        ByteBuffer buffer = littleEndian(values.length * Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return new Tensor(name, ElementType.FLOAT32, dims, buffer.array());
    }

    /** An int64 vector. */
    public static Tensor longs(String name, long... values) {
        ByteBuffer buffer = littleEndian(values.length * Long.BYTES);
        buffer.asLongBuffer().put(values);
        return new Tensor(name, ElementType.INT64, new long[] {values.length}, buffer.array());
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    public String name() {
        return name;
    }

    public ElementType type() {
        return type;
    }

    public long[] dims() {
        return dims.clone();
    }

    /** The elements, read-only and little-endian. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy of the elements, little-endian. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** @throws IllegalStateException unless the elements are float32 */
    public float[] toFloats() {
        if (type != ElementType.FLOAT32) {
            throw new IllegalStateException("tensor " + name + " holds " + type + ", not FLOAT32");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        bytes().asFloatBuffer().get(values);
        return values;
    }

    /** The value that nodes refer to. */
    public Value value() {
        return new Value(name, type, TensorShape.of(dims));
    }
}
