package io.github.latentj.inference.runtime;

import java.nio.FloatBuffer;

/** A float32 tensor that goes into a network or comes out of it. Its values may be used again for the next run. */
public final class FloatTensor {
    private final String name;
    private long[] shape;
    private FloatBuffer values;

    private FloatTensor(String name, long[] shape, FloatBuffer values) {
        this.name = name;
        this.shape = shape;
        this.values = values;
    }

    /** @param values from position 0 on, at least as many as the shape says */
    public static FloatTensor of(String name, FloatBuffer values, long... shape) {
        return new FloatTensor(name, shape.clone(), values);
    }

    /** An output whose shape the network decides. */
    public static FloatTensor open(String name) {
        return new FloatTensor(name, null, FloatBuffer.allocate(0));
    }

    String name() {
        return name;
    }

    /** Null for an open output before the run. */
    public long[] shape() {
        return shape == null ? null : shape.clone();
    }

    /** The values, ready to be read or filled from the first to the last. */
    public FloatBuffer values() {
        FloatBuffer all = values.duplicate();
        all.clear().limit(size());
        return all;
    }

    private int size() {
        long size = 1;
        for (int i = 0; shape != null && i < shape.length; i++) {
            size *= shape[i];
        }
        return shape == null ? 0 : Math.toIntExact(size);
    }

    /** Gives an open output its shape and room for its values. */
    void decide(long[] decided) {
        shape = decided.clone();
        values = FloatBuffer.allocate(size());
    }
}
