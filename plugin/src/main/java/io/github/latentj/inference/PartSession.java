package io.github.latentj.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** A network with one float input and one float output, made from bytes. One thread at a time. */
final class PartSession implements AutoCloseable {
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;
    private final String input;
    private final String output;

    /** @throws ModelException if ONNX Runtime refuses the network */
    PartSession(byte[] model, String input, String output) {
        this.input = input;
        this.output = output;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            session = environment.createSession(model, options);
        } catch (OrtException refused) {
            throw failed(refused);
        }
    }

    /** The network in a file. */
    static PartSession of(Path model, String input, String output) {
        try {
            return new PartSession(Files.readAllBytes(model), input, output);
        } catch (IOException unreadable) {
            throw new ModelException("cannot read the model file " + model, unreadable);
        }
    }

    /**
     * What the network makes of some values.
     *
     * @throws CancellationException if {@code stop} says so
     * @throws ModelException if the network fails
     */
    FloatArray run(float[] values, BooleanSupplier stop, long... shape) {
        try (RunWatch watch = new RunWatch(stop);
                OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(
                        Collections.singletonMap(input, tensor), Collections.singleton(output), watch.options())) {
            OnnxTensor made = (OnnxTensor) result.get(0);
            FloatBuffer buffer = made.getFloatBuffer();
            float[] floats = new float[buffer.remaining()];
            buffer.get(floats);
            return new FloatArray(floats, made.getInfo().getShape());
        } catch (OrtException failed) {
            if (stop.getAsBoolean()) {
                throw new CancellationException("cancelled");
            }
            throw failed(failed);
        }
    }

    private static ModelException failed(OrtException problem) {
        return new ModelException(
                "ONNX Runtime cannot run the model (" + Shown.line(String.valueOf(problem.getMessage())) + ")",
                problem);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException leaked) {
            throw new IllegalStateException("ONNX Runtime could not free a session", leaked);
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
