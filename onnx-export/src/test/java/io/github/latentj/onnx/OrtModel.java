package io.github.latentj.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model file in ONNX Runtime, two threads, for tests. */
public final class OrtModel implements AutoCloseable {
    /** A float32 tensor outside of any engine. */
    public record Floats(float[] values, long... shape) {}

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    public OrtModel(Path path) {
        this(path, 2);
    }

    public OrtModel(Path path, int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(path.toString(), options);
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime refuses " + path, e);
        }
    }

    /** Runs the model and gives its first output. */
    public Floats run(Floats input) {
        return run(Map.of(session.getInputNames().iterator().next(), input))
                .values()
                .iterator()
                .next();
    }

    /** Runs the model; outputs of other types than float32 are left out. */
    public Map<String, Floats> run(Map<String, Floats> inputs) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, Floats> input : inputs.entrySet()) {
                FloatBuffer buffer = FloatBuffer.wrap(input.getValue().values());
                tensors.put(
                        input.getKey(),
                        OnnxTensor.createTensor(
                                environment, buffer, input.getValue().shape()));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                Map<String, Floats> outputs = new java.util.LinkedHashMap<>();
                for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
                    OnnxTensor tensor = (OnnxTensor) output.getValue();
                    if (tensor.getFloatBuffer() != null) {
                        float[] values = new float[tensor.getFloatBuffer().remaining()];
                        tensor.getFloatBuffer().get(values);
                        outputs.put(
                                output.getKey(),
                                new Floats(values, tensor.getInfo().getShape()));
                    }
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime cannot run the model", e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    public List<String> inputNames() {
        return new ArrayList<>(session.getInputNames());
    }

    public OrtSession session() {
        return session;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
