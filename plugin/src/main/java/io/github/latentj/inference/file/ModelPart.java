package io.github.latentj.inference.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Writes a part of a model as a model of its own: some of its nodes with the weights that they use, between an input and
 * an output of the caller's choice (onnx.proto of ONNX 1.17). Works on files that {@link OnnxFileReader} has checked.
 */
final class ModelPart {
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int INITIALIZER_NAME = 8;
    private static final int GRAPH = 7;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int VALUE_INFO = 13;
    private static final int METADATA = 14;
    private static final int FLOAT = 1;

    private final IntPredicate nodes;
    private final Set<String> weights;
    private final ByteArrayOutputStream ends = new ByteArrayOutputStream();

    /**
     * @param nodes which nodes to keep, counted from 0
     * @param used the names of all values that these nodes take
     */
    ModelPart(IntPredicate nodes, Collection<String> used) {
        this.nodes = nodes;
        weights = new HashSet<>(used);
    }

    /** The part's input, float32 of this shape; negative sizes stay open. */
    ModelPart input(String name, long... shape) {
        putMessage(ends, INPUT, value(name, shape));
        return this;
    }

    /** The part's output, float32 of this shape; negative sizes stay open. */
    ModelPart output(String name, long... shape) {
        putMessage(ends, OUTPUT, value(name, shape));
        return this;
    }

    /** The part of the model, as an ONNX file. */
    byte[] of(byte[] model) {
        ByteArrayOutputStream part = new ByteArrayOutputStream(model.length);
        for (Cursor field = new Cursor(model, 0, model.length); field.next(); ) {
            if (field.number == GRAPH) {
                putMessage(part, GRAPH, graph(model, field));
            } else if (field.number != METADATA) {
                part.write(model, field.start, field.end - field.start);
            }
        }
        return part.toByteArray();
    }

    private byte[] graph(byte[] model, Cursor whole) {
        ByteArrayOutputStream graph = new ByteArrayOutputStream(whole.end - whole.value);
        int node = 0;
        for (Cursor field = new Cursor(model, whole.value, whole.end); field.next(); ) {
            boolean kept;
            switch (field.number) {
                case NODE:
                    kept = nodes.test(node++);
                    break;
                case INITIALIZER:
                    kept = weights.contains(text(model, field, INITIALIZER_NAME));
                    break;
                case INPUT:
                case OUTPUT:
                case VALUE_INFO:
                    kept = false;
                    break;
                default:
                    kept = true;
            }
            if (kept) {
                graph.write(model, field.start, field.end - field.start);
            }
        }
        byte[] added = ends.toByteArray();
        graph.write(added, 0, added.length);
        return graph.toByteArray();
    }

    private static String text(byte[] model, Cursor message, int number) {
        for (Cursor field = new Cursor(model, message.value, message.end); field.next(); ) {
            if (field.number == number) {
                return new String(Arrays.copyOfRange(model, field.value, field.end), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static byte[] value(String name, long... sizes) {
        ByteArrayOutputStream shape = new ByteArrayOutputStream();
        for (long size : sizes) {
            ByteArrayOutputStream dimension = new ByteArrayOutputStream();
            if (size > 0) {
                putNumber(dimension, 1, size);
            }
            putMessage(shape, 1, dimension.toByteArray());
        }
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        putNumber(tensor, 1, FLOAT);
        putMessage(tensor, 2, shape.toByteArray());
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        putMessage(type, 1, tensor.toByteArray());
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        putMessage(value, 1, name.getBytes(StandardCharsets.UTF_8));
        putMessage(value, 2, type.toByteArray());
        return value.toByteArray();
    }

    private static void putNumber(ByteArrayOutputStream out, int field, long value) {
        putVarint(out, (long) field << 3);
        putVarint(out, value);
    }

    private static void putMessage(ByteArrayOutputStream out, int field, byte[] message) {
        putVarint(out, (long) field << 3 | WireReader.BYTES);
        putVarint(out, message.length);
        out.write(message, 0, message.length);
    }

    private static void putVarint(ByteArrayOutputStream out, long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    /** Goes from field to field of a message that is known to be well-formed. */
    private static final class Cursor {
        private final byte[] bytes;
        private final int limit;
        private int number;
        private int start;
        private int value;
        private int end;

        Cursor(byte[] bytes, int start, int limit) {
            this.bytes = bytes;
            this.limit = limit;
            end = start;
        }

        boolean next() {
            if (end >= limit) {
                return false;
            }
            start = end;
            value = start;
            long tag = varint();
            number = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case WireReader.VARINT:
                    varint();
                    end = value;
                    break;
                case WireReader.FIXED64:
                    end = value + Long.BYTES;
                    break;
                case WireReader.FIXED32:
                    end = value + Integer.BYTES;
                    break;
                default:
                    int length = (int) varint();
                    end = value + length;
            }
            return true;
        }

        private long varint() {
            long result = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[value++];
                result |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return result;
                }
            }
        }
    }
}
