package io.github.latentj.inference;

import java.util.List;

/** Name, type and shape of a tensor as a model file declares them. Immutable. */
final class TensorInfo {
    /** A size that the file leaves open. */
    static final long OPEN = -1;

    private final String name;
    private final long elementCode;
    private final long[] shape;
    private final long dataOffset;
    private final long dataLength;

    /** A graph input or output: {@code shape} is null if the file does not tell it. */
    TensorInfo(String name, long elementCode, List<Long> shape) {
        this(name, elementCode, shape, -1, 0);
    }

    /** An initializer; a {@code dataOffset} of -1 says that its values are not stored as raw bytes. */
    TensorInfo(String name, long elementCode, List<Long> shape, long dataOffset, long dataLength) {
        this.name = name;
        this.elementCode = elementCode;
        this.shape =
                shape == null ? null : shape.stream().mapToLong(Long::longValue).toArray();
        this.dataOffset = dataOffset;
        this.dataLength = dataLength;
    }

    String name() {
        return name;
    }

    boolean isFloat() {
        return ElementType.ofCode(elementCode) == ElementType.FLOAT;
    }

    boolean isFloat16() {
        return ElementType.ofCode(elementCode) == ElementType.FLOAT16;
    }

    long elementCode() {
        return elementCode;
    }

    /** Sizes, {@link #OPEN} where the file leaves them open; null if the rank is unknown. */
    long[] shape() {
        return shape == null ? null : shape.clone();
    }

    long dataOffset() {
        return dataOffset;
    }

    long dataLength() {
        return dataLength;
    }

    /** Such as {@code float [N,100,1,1]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(ElementType.nameOf(elementCode)).append(" [");
        if (shape == null) {
            return text.append("unknown shape]").toString();
        }
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : ",").append(shape[i] == OPEN ? "N" : String.valueOf(shape[i]));
        }
        return text.append(']').toString();
    }
}
