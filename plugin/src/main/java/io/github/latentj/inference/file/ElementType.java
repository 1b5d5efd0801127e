package io.github.latentj.inference.file;

/** The element types of ONNX tensors that a model may hold, with the numbers that ONNX gives them. */
enum ElementType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    UINT32(12, 4),
    UINT64(13, 8),
    BFLOAT16(16, 2);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    int bytes() {
        return bytes;
    }

    /** Null if the number stands for no type that a model may hold. */
    static ElementType ofCode(long code) {
        for (ElementType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** The type's name for messages, also of types that a model may not hold. */
    static String nameOf(long code) {
        ElementType type = ofCode(code);
        return type == null ? "type " + code : type.name().toLowerCase(java.util.Locale.ROOT);
    }
}
