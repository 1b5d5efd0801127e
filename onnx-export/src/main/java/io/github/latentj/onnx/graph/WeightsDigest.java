package io.github.latentj.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a graph's constants, by which a reader knows that a model file was not damaged. {@code
 * docs/model-contract.md} defines it byte by byte, under "Weight digest".
 */
public final class WeightsDigest {
    private WeightsDigest() {}

    /** 64 lower-case hexadecimal digits. */
    public static String of(Graph graph) {
        return of(graph.initializers());
    }

    /** The digest of a graph with these constants, in this order. */
    public static String of(Iterable<Tensor> constants) {
        MessageDigest sha256 = sha256();
        constants.forEach(tensor -> update(sha256, tensor));
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static void update(MessageDigest sha256, Tensor tensor) {
        byte[] name = tensor.name().getBytes(StandardCharsets.UTF_8);
        long[] dims = tensor.dims();
        ByteBuffer header = ByteBuffer.allocate(4 + name.length + 4 + 4 + 8 * dims.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(name.length)
                .put(name)
                .putInt(tensor.type().code())
                .putInt(dims.length);
        for (long dim : dims) {
            header.putLong(dim);
        }
        header.putLong(tensor.bytes().remaining());
        sha256.update(header.array());
        sha256.update(tensor.bytes());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
