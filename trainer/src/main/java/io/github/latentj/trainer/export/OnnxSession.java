package io.github.latentj.trainer.export;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One ONNX file with one float32 input and one float32 output, running on the CPU. Owns its native session. */
final class OnnxSession implements AutoCloseable {
    private final Path file;
    private final OrtSession session;

    /** @throws ModelFileException if ONNX Runtime does not accept the file or it has other inputs or outputs */
    OnnxSession(Path file) {
        this.file = file;
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ModelFileException("cannot read the model file " + file.toAbsolutePath());
        }
        try {
            session = OrtEnvironment.getEnvironment().createSession(file.toString());
        } catch (OrtException e) {
            throw new ModelFileException(
                    "not an ONNX file that can be run: " + file.toAbsolutePath() + " (" + e.getMessage() + ")");
        }
        if (session.getNumInputs() != 1 || session.getNumOutputs() != 1) {
            int inputs = (int) session.getNumInputs();
            int outputs = (int) session.getNumOutputs();
            close();
            throw new ModelFileException("not a generator: " + file.toAbsolutePath() + " has " + inputs + " inputs and "
                    + outputs + " outputs instead of one each");
        }
    }

    Map<String, String> metadata() {
        try {
            return session.getMetadata().getCustomMetadata();
        } catch (OrtException e) {
            throw new ModelFileException("cannot read the metadata of " + file + ": " + e.getMessage());
        }
    }

    /** Declared shape of the input; -1 where it is dynamic. */
    long[] inputShape() {
        try {
            NodeInfo input = session.getInputInfo().values().iterator().next();
            return ((TensorInfo) input.getInfo()).getShape();
        } catch (OrtException e) {
            throw new ModelFileException("cannot read the input of " + file + ": " + e.getMessage());
        }
    }

    /** @param shape of {@code values}, the batch axis first */
    float[] run(float[] values, long[] shape) {
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[output.remaining()];
            output.get(copy);
            return copy;
        } catch (OrtException e) {
            throw new ModelFileException("ONNX Runtime could not run " + file + ": " + e.getMessage());
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
