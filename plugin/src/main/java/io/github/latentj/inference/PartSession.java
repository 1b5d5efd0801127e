package io.github.latentj.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Collections;

/** A native session with one float input and one float output, both of four dimensions at the output. */
final class PartSession implements AutoCloseable {
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;
    private final String input;

    PartSession(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            session = environment.createSession(model, options);
        }
        input = session.getInputNames().iterator().next();
    }

    /** What the network makes of some values. */
    Map4 run(float[] values, RunWatch watch, long... shape) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(
                        Collections.singletonMap(input, tensor), session.getOutputNames(), watch.options())) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            float[] floats = new float[output.getFloatBuffer().remaining()];
            output.getFloatBuffer().get(floats);
            return new Map4(floats, output.getInfo().getShape());
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException leaked) {
            throw new IllegalStateException("ONNX Runtime could not free a session", leaked);
        }
    }

    /** float32 [N, C, H, W]. */
    static final class Map4 {
        private final float[] values;
        private final long[] shape;

        Map4(float[] values, long... shape) {
            this.values = values;
            this.shape = shape;
        }

        float[] values() {
            return values;
        }

        boolean hasRank4() {
            return shape.length == 4;
        }

        int channels() {
            return (int) shape[1];
        }

        int height() {
            return (int) shape[2];
        }

        int width() {
            return (int) shape[3];
        }
    }
}
