package io.github.latentj.inference.file;

import java.util.List;

/** Name, type and shape of a tensor as a model file declares them. Immutable. */
public final class TensorInfo {
    /** A size that the file leaves open. */
    public static final long OPEN = -1;

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

    public String name() {
        return name;
    }

    public boolean isFloat() {
        return ElementType.ofCode(elementCode) == ElementType.FLOAT;
    }

    boolean isFloat16() {
        return ElementType.ofCode(elementCode) == ElementType.FLOAT16;
    }

    long elementCode() {
        return elementCode;
    }

    /** Sizes, {@link #OPEN} where the file leaves them open; null if the rank is unknown. */
    public long[] shape() {
        return shape == null ? null : shape.clone();
    }

    /** Where its values begin in the file, in bytes. */
    public long dataOffset() {
        return dataOffset;
    }

    /** Bytes that its values take in the file. */
    public long dataLength() {
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
