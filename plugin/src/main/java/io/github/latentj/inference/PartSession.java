package io.github.latentj.inference;

import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.file.PrivateFile;
import io.github.latentj.inference.runtime.Batches;
import io.github.latentj.inference.runtime.FloatTensor;
import io.github.latentj.inference.runtime.MemoryShortageException;
import io.github.latentj.inference.runtime.Network;
import io.github.latentj.inference.runtime.OnnxRuntime;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.BooleanSupplier;

/** A network with one float input and one float output. One thread at a time. */
final class PartSession implements AutoCloseable {
    private final Network network;
    private final String input;
    private final String output;
    private final Path path;
    /** Goes with this session; mostly null. */
    private final Path temporary;

    private PartSession(Network network, String input, String output, Path path, Path temporary) {
        this.network = network;
        this.input = input;
        this.output = output;
        this.path = path;
        this.temporary = temporary;
    }

    /** @throws ModelException if ONNX Runtime refuses the network */
    static PartSession of(Path model, String input, String output, BooleanSupplier stop) {
        return new PartSession(OnnxRuntime.open(model, stop), input, output, model, null);
    }

    /**
     * A network that was made from a model, from its bytes.
     *
     * @param path the model, for messages
     */
    static PartSession of(byte[] part, String input, String output, Path path) {
        try {
            Path file = PrivateFile.named("part.onnx");
            try {
                Files.write(file, part);
                return new PartSession(OnnxRuntime.open(file, () -> false), input, output, path, file);
            } catch (IOException | RuntimeException failed) {
                PrivateFile.delete(file);
                throw failed;
            }
        } catch (IOException failed) {
            throw new ModelException("cannot write a temporary file (" + failed.getMessage() + ")", failed);
        }
    }

    /**
     * What the network makes of some values.
     *
     * @throws java.util.concurrent.CancellationException if {@code stop} says so
     * @throws ModelException if the network fails
     */
    FloatArray run(float[] values, BooleanSupplier stop, long... shape) {
        FloatTensor from = FloatTensor.of(input, FloatBuffer.wrap(values), shape);
        FloatTensor to = FloatTensor.open(output);
        try {
            network.run(Collections.singletonList(from), Collections.singletonList(to), stop);
        } catch (MemoryShortageException shortage) {
            if (!network.onGpu()) {
                throw Batches.tooLarge(path, shortage);
            }
            network.moveToCpu();
            return run(values, stop, shape);
        }
        FloatBuffer made = to.values();
        float[] floats = new float[made.remaining()];
        made.get(floats);
        return new FloatArray(floats, to.shape());
    }

    @Override
    public void close() {
        network.close();
        if (temporary != null) {
            PrivateFile.delete(temporary);
        }
    }

    /** Values with their shape. */
    static final class FloatArray {
        private final float[] values;
        private final long[] shape;

        FloatArray(float[] values, long... shape) {
            this.values = values;
            this.shape = shape;
        }

        float[] values() {
            return values;
        }

        long[] shape() {
            return shape.clone();
        }
    }
}
