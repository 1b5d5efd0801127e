package io.github.latentj.inference.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one run takes and makes, and the memory for it, which serves one run after the other. */
final class RunTensors {
    private final OrtEnvironment environment;
    private final Map<String, ByteBuffer> buffers = new HashMap<>();
    private final Map<String, long[]> inputs = new LinkedHashMap<>();
    /** An output's shape is null where the network shall decide. */
    private final Map<String, long[]> outputs = new LinkedHashMap<>();

    private final List<OnnxTensor> open = new ArrayList<>();
    private OrtSession.Result result;

    RunTensors(OrtEnvironment environment) {
        this.environment = environment;
    }

    /** Reads a request into the buffers. */
    void read(DataInputStream in) throws IOException {
        ReadableByteChannel values = Channels.newChannel(in);
        inputs.clear();
        for (int i = in.readInt(); i > 0; i--) {
            String name = in.readUTF();
            long[] shape = Protocol.readShape(in);
            ByteBuffer buffer = buffer("in " + name, shape);
            while (buffer.hasRemaining()) {
                if (values.read(buffer) < 0) {
                    throw new IOException("the request ends too early");
                }
            }
            inputs.put(name, shape);
        }
        outputs.clear();
        for (int i = in.readInt(); i > 0; i--) {
            outputs.put(in.readUTF(), Protocol.readShape(in));
        }
    }

    /** Runs the network on what was read; {@link #free} afterwards in any case. */
    void run(OrtSession session, OrtSession.RunOptions options) throws OrtException, IOException {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
        Set<String> decided = new LinkedHashSet<>();
        for (Map.Entry<String, long[]> input : inputs.entrySet()) {
            given.put(input.getKey(), tensor("in " + input.getKey(), input.getValue()));
        }
        for (Map.Entry<String, long[]> output : outputs.entrySet()) {
            if (output.getValue() == null) {
                decided.add(output.getKey());
            } else {
                pinned.put(output.getKey(), tensor("out " + output.getKey(), output.getValue()));
            }
        }
        result = session.run(given, decided, pinned, options);
    }

    /** Hands on what a run made. */
    void answer(Answer answer) throws IOException {
        for (Map.Entry<String, long[]> output : outputs.entrySet()) {
            if (output.getValue() != null) {
                answer.tensor(output.getValue(), buffer("out " + output.getKey(), output.getValue()));
            } else {
                OnnxTensor made = (OnnxTensor) result.get(output.getKey()).get();
                answer.tensor(made.getInfo().getShape(), made.getByteBuffer());
            }
        }
    }

    /** Frees what belongs to one run and keeps the memory. */
    void free() {
        open.forEach(OnnxTensor::close);
        open.clear();
        if (result != null) {
            result.close();
            result = null;
        }
    }

    private OnnxTensor tensor(String key, long[] shape) throws OrtException, IOException {
        OnnxTensor tensor =
                OnnxTensor.createTensor(environment, buffer(key, shape).asFloatBuffer(), shape);
        open.add(tensor);
        return tensor;
    }

    /** The same memory for each run, ready to be read or filled from its beginning. */
    private ByteBuffer buffer(String key, long[] shape) throws IOException {
        int bytes = Protocol.bytes(shape);
        ByteBuffer kept = buffers.get(key);
        if (kept == null || kept.capacity() < bytes) {
            kept = ByteBuffer.allocateDirect(bytes);
            buffers.put(key, kept);
        }
        ByteBuffer part = kept.duplicate();
        part.limit(bytes);
        return part.order(ByteOrder.nativeOrder());
    }

    /** Takes one output after the other. */
    interface Answer {
        void tensor(long[] shape, ByteBuffer values) throws IOException;
    }
}
