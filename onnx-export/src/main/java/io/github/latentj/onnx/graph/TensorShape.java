package io.github.latentj.onnx.graph;

import java.util.ArrayList;
import java.util.List;

/** The lengths of a tensor's axes; a scalar has none. */
public record TensorShape(List<Dimension> dimensions) {
    public TensorShape {
        dimensions = List.copyOf(dimensions);
    }

    /** A shape of fixed sizes. */
    public static TensorShape of(long... sizes) {
        List<Dimension> dimensions = new ArrayList<>();
        for (long size : sizes) {
            dimensions.add(Dimension.fixed(size));
        }
        return new TensorShape(dimensions);
    }

    /** A shape whose first axis is {@code first} and whose others are {@code sizes}. */
    public static TensorShape of(Dimension first, long... sizes) {
        List<Dimension> dimensions = new ArrayList<>(List.of(first));
        dimensions.addAll(of(sizes).dimensions());
        return new TensorShape(dimensions);
    }

    public int rank() {
        return dimensions.size();
    }

    public Dimension dimension(int axis) {
        return dimensions.get(axis);
    }

    /** @throws IllegalStateException if the axis has no fixed size */
    public long size(int axis) {
        return dimensions.get(axis).size();
    }

    /** This shape with another length of one axis. */
    public TensorShape with(int axis, Dimension dimension) {
        List<Dimension> changed = new ArrayList<>(dimensions);
        changed.set(axis, dimension);
        return new TensorShape(changed);
    }

    @Override
    public String toString() {
        return dimensions.toString();
    }
}
