package io.github.latentj.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** One native session of a {@code features.onnx}. One run at a time; closing waits for it. */
final class FeatureSession implements AutoCloseable {
    private static final int BATCH = 32;
    private static final int LARGEST_BATCH_FLOATS = 1 << 24;
    private static final int NO_MAP = -1;

    private final FeatureSignature signature;
    private final Path path;
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;
    private boolean closed;

    FeatureSession(FeatureSignature signature, byte[] model, Path path) throws OrtException {
        this.signature = signature;
        this.path = path;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            session = environment.createSession(model, options);
        }
    }

    void describe(List<float[]> images, FeatureSink sink, Progress progress) {
        Set<String> outputs = new HashSet<>(Arrays.asList(FeatureSignature.LOGIT, FeatureSignature.FEATURES));
        run(images, NO_MAP, outputs, progress, (first, count, result) -> {
            FloatBuffer logits = floats(result, FeatureSignature.LOGIT);
            FloatBuffer features = floats(result, FeatureSignature.FEATURES);
            for (int i = 0; i < count; i++) {
                float[] vector = new float[FeatureSignature.FEATURES_PER_MAP * signature.maps()];
                features.get(vector);
                sink.accept(first + i, number(logits.get()), vector);
            }
        });
    }

    void guide(List<float[]> images, int map, ImageSink sink, Progress progress) {
        Set<String> outputs = Collections.singleton(FeatureSignature.GUIDED);
        run(images, map, outputs, progress, (first, count, result) -> {
            FloatBuffer guided = floats(result, FeatureSignature.GUIDED);
            float[] image = new float[signature.imageFloats()];
            for (int i = 0; i < count; i++) {
                guided.get(image);
                number(image[0]);
                sink.accept(first + i, image);
            }
        });
    }

    private static FloatBuffer floats(OrtSession.Result result, String name) {
        return ((OnnxTensor) result.get(name).get()).getFloatBuffer();
    }

    private float number(float value) {
        if (Float.isNaN(value)) {
            throw new ModelException("the model produces values that are not numbers (NaN): " + path);
        }
        return value;
    }

    private synchronized void run(
            List<float[]> images, int map, Set<String> outputs, Progress progress, BatchSink sink) {
        if (closed) {
            throw new IllegalStateException("the model is closed: " + path);
        }
        int batch = Math.max(1, Math.min(BATCH, LARGEST_BATCH_FLOATS / signature.imageFloats()));
        try (RunWatch watch = new RunWatch(progress::cancelled)) {
            for (int first = 0; first < images.size(); first += batch) {
                watch.stopIfAsked();
                List<float[]> part = images.subList(first, Math.min(images.size(), first + batch));
                try (OnnxTensor image = imageTensor(part);
                        OnnxTensor maps = mapTensor(part.size(), map);
                        OrtSession.Result result = session.run(inputs(image, maps), outputs, watch.options())) {
                    sink.accept(first, part.size(), result);
                }
                progress.report(first + part.size(), images.size());
            }
        } catch (OrtException failed) {
            throw progress.cancelled() ? new CancellationException("cancelled") : runFailed(failed);
        }
    }

    private OnnxTensor imageTensor(List<float[]> images) throws OrtException {
        FloatBuffer buffer = FloatBuffer.allocate(images.size() * signature.imageFloats());
        images.forEach(buffer::put);
        buffer.rewind();
        return OnnxTensor.createTensor(environment, buffer, signature.imageShape(images.size()));
    }

    private OnnxTensor mapTensor(int batch, int map) throws OrtException {
        float[] chosen = new float[batch * signature.maps()];
        for (int i = 0; i < batch && map != NO_MAP; i++) {
            chosen[i * signature.maps() + map] = 1;
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(chosen), new long[] {batch, signature.maps()});
    }

    private static Map<String, OnnxTensor> inputs(OnnxTensor image, OnnxTensor maps) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put(FeatureSignature.IMAGE, image);
        inputs.put(FeatureSignature.MAPS, maps);
        return inputs;
    }

    private ModelException runFailed(OrtException failed) {
        return new ModelException(
                "ONNX Runtime cannot run the model (" + Shown.line(String.valueOf(failed.getMessage())) + "): " + path,
                failed);
    }

    @Override
    public synchronized void close() {
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException leaked) {
            throw new IllegalStateException("ONNX Runtime could not free a session", leaked);
        }
    }

    /** Takes the results of one batch before they are freed. */
    private interface BatchSink {
        void accept(int first, int count, OrtSession.Result result);
    }
}
