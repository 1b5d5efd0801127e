package io.github.latentj.inference.file;

import io.github.latentj.contract.GeneratorSpec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;

/** Compares a model's weights with the digest in its metadata, as {@code docs/model-contract.md} defines it. */
public final class WeightsCheck {
    private static final int BLOCK = 1 << 16;

    private WeightsCheck() {}

    /** One warning if the digest does not match; none if it does, or if the file promises none. */
    public static List<String> warnings(OnnxFile file, GeneratorSpec spec, Path path) {
        if (!spec.weightsSha256().isPresent()) {
            return Collections.emptyList();
        }
        try {
            return digest(file, path).equals(spec.weightsSha256().get())
                    ? Collections.emptyList()
                    : Collections.singletonList("the weights in " + path
                            + " are not those that were exported: the file is damaged or was edited");
        } catch (IOException unreadable) {
            throw new ModelException("cannot read the model file " + path, unreadable);
        }
    }

    /** The SHA-256 of all weights with their names and shapes, in the order of the file, in hexadecimal. */
    public static String digest(OnnxFile file, Path path) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            for (TensorInfo tensor : file.initializers()) {
                digest.update(header(tensor));
                update(digest, channel, tensor);
            }
        }
        return Sha256.hex(digest);
    }

    private static byte[] header(TensorInfo tensor) {
        byte[] name = tensor.name().getBytes(StandardCharsets.UTF_8);
        long[] shape = tensor.shape();
        ByteBuffer header = ByteBuffer.allocate(4 + name.length + 4 + 4 + 8 * shape.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(name.length)
                .put(name)
                .putInt((int) tensor.elementCode())
                .putInt(shape.length);
        for (long size : shape) {
            header.putLong(size);
        }
        return header.putLong(tensor.dataLength()).array();
    }

    private static void update(MessageDigest digest, SeekableByteChannel channel, TensorInfo tensor)
            throws IOException {
        if (tensor.dataOffset() < 0) {
            return;
        }
        channel.position(tensor.dataOffset());
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long left = tensor.dataLength(); left > 0; ) {
            block.clear().limit((int) Math.min(BLOCK, left));
            int count = channel.read(block);
            if (count <= 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            digest.update(block.array(), 0, count);
            left -= count;
        }
    }
}
