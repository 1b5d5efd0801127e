package io.github.latentj.inference.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The same network untrained: weights of convolutions and fully connected layers drawn as DCGAN draws them at the start
 * (normal, standard deviation 0.02; Radford et al. 2015, section 4), their biases zero.
 */
public final class RandomFilters {
    private static final Set<String> LAYERS = new HashSet<>(Arrays.asList("Conv", "Gemm", "MatMul"));
    private static final double STANDARD_DEVIATION = 0.02;

    private RandomFilters() {}

    /** The bytes of the model file with other weights. */
    public static byte[] bytes(OnnxFile file, Path path, long seed) {
        byte[] bytes = read(path);
        Set<String> weights = new HashSet<>();
        Set<String> biases = new HashSet<>();
        for (OnnxFile.Node node : file.nodes()) {
            if (LAYERS.contains(node.operator())) {
                addStored(node.inputs().subList(1, 2), file, weights);
                addStored(node.inputs().subList(2, node.inputs().size()), file, biases);
            }
        }
        Random random = new Random(seed);
        for (TensorInfo tensor : file.initializers()) {
            if (weights.contains(tensor.name())) {
                fill(bytes, tensor, random, STANDARD_DEVIATION, path);
            } else if (biases.contains(tensor.name())) {
                fill(bytes, tensor, random, 0, path);
            }
        }
        return bytes;
    }

    private static void addStored(List<String> values, OnnxFile file, Set<String> names) {
        for (String value : values) {
            file.initializer(value).ifPresent(tensor -> names.add(tensor.name()));
        }
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw new ModelException("cannot read the model file " + path, unreadable);
        }
    }

    private static void fill(byte[] bytes, TensorInfo tensor, Random random, double deviation, Path path) {
        if (!(tensor.isFloat() || tensor.isFloat16()) || tensor.dataOffset() < 0) {
            throw new ModelException(
                    "random filters need weights of type float or float16, found " + tensor + ": " + path);
        }
        ByteBuffer values = ByteBuffer.wrap(bytes, (int) tensor.dataOffset(), (int) tensor.dataLength())
                .order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            float value = (float) (random.nextGaussian() * deviation);
            if (tensor.isFloat()) {
                values.putFloat(value);
            } else {
                values.putShort(Float16.of(value));
            }
        }
    }
}
