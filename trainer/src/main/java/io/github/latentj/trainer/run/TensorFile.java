package io.github.latentj.trainer.run;

import io.github.latentj.trainer.train.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named float32 tensors in one file: "LJT1", their number, then for each its name, rank, shape and values, all big-endian
 * except the values, which are little-endian. Every length is checked against the file before memory is taken.
 */
final class TensorFile {
    private static final int MAGIC = 0x4C4A5431;
    private static final int HIGHEST_RANK = 8;

    private TensorFile() {}

    static void write(OutputStream file, Map<String, Tensor> tensors) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file))) {
            out.writeInt(MAGIC);
            out.writeInt(tensors.size());
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().shape().length);
                for (long side : entry.getValue().shape()) {
                    out.writeLong(side);
                }
                out.write(bytes(entry.getValue().values()));
            }
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    static Map<String, Tensor> read(Path file) throws IOException {
        long left = Files.size(file);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is not a LatentJ tensor file");
            }
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                long[] shape = readShape(in, file, name, left);
                tensors.put(name, new Tensor(shape, readValues(in, elements(shape))));
            }
        }
        return tensors;
    }

    private static long[] readShape(DataInputStream in, Path file, String name, long fileLength) throws IOException {
        int rank = in.readInt();
        if (rank < 0 || rank > HIGHEST_RANK) {
            throw new IOException(file + " is damaged: " + name + " claims " + rank + " dimensions");
        }
        long[] shape = new long[rank];
        long size = Float.BYTES;
        for (int i = 0; i < rank; i++) {
            shape[i] = in.readLong();
            if (shape[i] < 0 || shape[i] > fileLength) {
                throw new IOException(file + " is damaged: " + name + " claims a side of " + shape[i]);
            }
            size = Math.multiplyExact(size, shape[i]);
            if (size > fileLength) {
                throw new IOException(file + " is damaged: " + name + " claims more bytes than the file has");
            }
        }
        return shape;
    }

    private static int elements(long[] shape) {
        int elements = 1;
        for (long side : shape) {
            elements = Math.toIntExact(elements * side);
        }
        return elements;
    }

    private static float[] readValues(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[Math.multiplyExact(length, Float.BYTES)];
        in.readFully(bytes);
        float[] values = new float[length];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
