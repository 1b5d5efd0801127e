package io.github.latentj.trainer.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One ONNX file of float32 inputs and outputs, running on the CPU. Owns its native session. */
final class OnnxSession implements AutoCloseable {
    private final Path file;
    private final OrtSession session;

    /**
     * A tensor to be fed.
     *
     * @param shape of {@code values}, the batch axis first
     */
    record Input(float[] values, long... shape) {}

    /** @throws ModelFileException if ONNX Runtime does not accept the file */
    OnnxSession(Path file) {
        this.file = file;
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException(
                    "there is no model file " + file.toAbsolutePath().normalize());
        }
        if (!Files.isReadable(file)) {
            throw new ModelFileException(
                    "cannot read the model file " + file.toAbsolutePath().normalize());
        }
        try {
            session = OnnxEngine.environment().createSession(file.toString());
        } catch (OrtException e) {
            if (e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_PROTOBUF) {
                throw new ModelFileException(
                        file.toAbsolutePath().normalize() + " is no ONNX model, or only a part of one");
            }
            throw new ModelFileException("not an ONNX file that can be run: "
                    + file.toAbsolutePath().normalize() + " (" + e.getMessage() + ")");
        }
    }

    Set<String> inputNames() {
        return session.getInputNames();
    }

    Set<String> outputNames() {
        return session.getOutputNames();
    }

    Map<String, String> metadata() {
        try {
            return session.getMetadata().getCustomMetadata();
        } catch (OrtException e) {
            throw new ModelFileException("cannot read the metadata of " + file + ": " + e.getMessage());
        }
    }

    /** Declared shape of an input; -1 where it is dynamic. */
    long[] inputShape(String name) {
        try {
            return ((TensorInfo) session.getInputInfo().get(name).getInfo()).getShape();
        } catch (OrtException e) {
            throw new ModelFileException("cannot read the inputs of " + file + ": " + e.getMessage());
        }
    }

    /** Computes one of the outputs. */
    float[] run(Map<String, Input> inputs, String output) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, Input> input : inputs.entrySet()) {
                tensors.put(
                        input.getKey(),
                        OnnxTensor.createTensor(
                                OnnxEngine.environment(),
                                FloatBuffer.wrap(input.getValue().values()),
                                input.getValue().shape()));
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                return copy;
            }
        } catch (OrtException e) {
            throw new ModelFileException("ONNX Runtime could not run " + file + ": " + e.getMessage());
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close " + file, e);
        }
    }
}
