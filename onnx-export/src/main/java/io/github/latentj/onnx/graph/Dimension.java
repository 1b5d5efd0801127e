package io.github.latentj.onnx.graph;

import java.util.Objects;

/** The length of one axis: a fixed number, a name whose number is known only when the model runs, or not known. */
public final class Dimension {
    private static final Dimension UNKNOWN = new Dimension(-1, "");

    private final long size;
    private final String name;

    private Dimension(long size, String name) {
        this.size = size;
        this.name = name;
    }

    public static Dimension fixed(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("size of an axis must not be negative, found " + size);
        }
        return new Dimension(size, "");
    }

    public static Dimension named(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name of an axis must not be empty");
        }
        return new Dimension(-1, name);
    }

    public static Dimension unknown() {
        return UNKNOWN;
    }

    public boolean isFixed() {
        return size >= 0;
    }

    /** @throws IllegalStateException unless {@link #isFixed()} */
    public long size() {
        if (!isFixed()) {
            throw new IllegalStateException("the axis " + this + " has no fixed size");
        }
        return size;
    }

    /** The name of the axis, empty if it has a fixed or an unknown size. */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dimension that && size == that.size && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(size, name);
    }

    @Override
    public String toString() {
        if (isFixed()) {
            return Long.toString(size);
        }
        return name.isEmpty() ? "?" : name;
    }
}
