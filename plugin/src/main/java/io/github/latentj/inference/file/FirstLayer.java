package io.github.latentj.inference.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the weights of the layer that takes the latent: a transposed convolution, or a fully connected layer. */
public final class FirstLayer {
    private static final Set<String> RESHAPING =
            new HashSet<>(Arrays.asList("Reshape", "Unsqueeze", "Squeeze", "Flatten", "Identity"));
    private static final Set<String> LAYERS = new HashSet<>(Arrays.asList("ConvTranspose", "Gemm", "MatMul"));
    private static final long LARGEST_BYTES = 1L << 28;

    private FirstLayer() {}

    /** float32 [latent size][outputs]. */
    public static float[][] weights(OnnxFile file, int latentSize, Path path) {
        TensorInfo tensor = tensor(file, file.inputs().get(0).name())
                .filter(found -> (found.isFloat() || found.isFloat16())
                        && found.dataOffset() >= 0
                        && found.dataLength() <= LARGEST_BYTES)
                .orElseThrow(() -> new ModelException(
                        "the first layer of the model is no layer whose weights can be read: " + path));
        try {
            return rows(floats(tensor, path), tensor, latentSize, path);
        } catch (IOException unreadable) {
            throw new ModelException("cannot read the model file " + path, unreadable);
        }
    }

    private static Optional<TensorInfo> tensor(OnnxFile file, String value) {
        for (OnnxFile.Node node : file.nodes()) {
            if (node.inputs().isEmpty() || !node.inputs().get(0).equals(value)) {
                continue;
            }
            if (RESHAPING.contains(node.operator())) {
                value = node.outputs().get(0);
            } else if (LAYERS.contains(node.operator()) && node.inputs().size() > 1) {
                return file.initializer(node.inputs().get(1));
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static float[] floats(TensorInfo tensor, Path path) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.dataLength()).order(ByteOrder.LITTLE_ENDIAN);
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            channel.position(tensor.dataOffset());
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
            }
        }
        bytes.flip();
        float[] values = new float[bytes.remaining() / (tensor.isFloat() ? Float.BYTES : Float16.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.isFloat() ? bytes.getFloat() : Float16.toFloat(bytes.getShort());
        }
        return values;
    }

    /** One row for each latent component; fully connected layers may be stored the other way round. */
    private static float[][] rows(float[] values, TensorInfo tensor, int latentSize, Path path) {
        long[] shape = tensor.shape();
        boolean upright = shape.length >= 2 && shape[0] == latentSize;
        boolean turned = shape.length == 2 && shape[1] == latentSize;
        if (upright == turned) {
            throw new ModelException("the first layer of the model has weights of the shape " + Arrays.toString(shape)
                    + ", which do not tell the latent's axis: " + path);
        }
        int outputs = values.length / latentSize;
        float[][] rows = new float[latentSize][outputs];
        for (int z = 0; z < latentSize; z++) {
            for (int k = 0; k < outputs; k++) {
                rows[z][k] = upright ? values[z * outputs + k] : values[k * latentSize + z];
            }
        }
        return rows;
    }
}
