package io.github.latentj.inference.worker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One session of ONNX Runtime and the buffers that its runs share: nothing is allocated per run. */
final class LoadedNetwork implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String device;
    private final String whyNotCuda;
    private final Map<String, ByteBuffer> buffers = new HashMap<>();
    /** What the next run takes and makes; an output's shape is null where the network shall decide. */
    private final Map<String, long[]> inputs = new LinkedHashMap<>();

    private final Map<String, long[]> outputs = new LinkedHashMap<>();

    /** Creates the session, on CUDA if that is asked for and can be had. */
    LoadedNetwork(OrtEnvironment environment, String path, boolean cuda) throws OrtException {
        this.environment = environment;
        String obstacle = "";
        OrtSession created = null;
        if (cuda) {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                addCuda(options);
                created = environment.createSession(path, options);
            } catch (OrtException refused) {
                obstacle = String.valueOf(refused.getMessage());
            }
        }
        device = created == null ? "CPU" : "CUDA";
        whyNotCuda = obstacle;
        session = created == null ? onCpu(path) : created;
    }

    /** @throws OrtException within milliseconds where CUDA cannot be had */
    static void addCuda(OrtSession.SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions provider = new OrtCUDAProviderOptions()) {
            // Trying all algorithms would delay the first image by seconds; doubling the arena wastes memory.
            provider.add("cudnn_conv_algo_search", "HEURISTIC");
            provider.add("arena_extend_strategy", "kSameAsRequested");
            options.addCUDA(provider);
        }
    }

    private OrtSession onCpu(String path) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            return environment.createSession(path, options);
        }
    }

    String device() {
        return device;
    }

    /** What ONNX Runtime said when CUDA was refused; empty if it was not. */
    String whyNotCuda() {
        return whyNotCuda;
    }

    /** Reads a run's tensors into the buffers. */
    void readRequest(DataInputStream in) throws IOException {
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

    /** Runs the network on what was read, and hands on the outputs before they are freed. */
    void run(OrtSession.RunOptions options, Answer answer) throws OrtException, IOException {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
        Set<String> open = new LinkedHashSet<>();
        try {
            for (Map.Entry<String, long[]> input : inputs.entrySet()) {
                given.put(input.getKey(), tensor("in " + input.getKey(), input.getValue()));
            }
            for (Map.Entry<String, long[]> output : outputs.entrySet()) {
                if (output.getValue() == null) {
                    open.add(output.getKey());
                } else {
                    pinned.put(output.getKey(), tensor("out " + output.getKey(), output.getValue()));
                }
            }
            try (OrtSession.Result result = session.run(given, open, pinned, options)) {
                answer.begin();
                for (Map.Entry<String, long[]> output : outputs.entrySet()) {
                    if (output.getValue() != null) {
                        answer.tensor(output.getValue(), buffer("out " + output.getKey(), output.getValue()));
                        continue;
                    }
                    OnnxTensor made = (OnnxTensor) result.get(output.getKey()).get();
                    answer.tensor(made.getInfo().getShape(), made.getByteBuffer());
                }
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
            pinned.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(String key, long[] shape) throws OrtException, IOException {
        return OnnxTensor.createTensor(environment, buffer(key, shape).asFloatBuffer(), shape);
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

    @Override
    public void close() throws OrtException {
        session.close();
    }

    /** Takes the outputs of a run that succeeded. */
    interface Answer {
        void begin() throws IOException;

        void tensor(long[] shape, ByteBuffer values) throws IOException;
    }
}
