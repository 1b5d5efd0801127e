package io.github.latentj.inference;

import io.github.latentj.inference.file.FeatureSignature;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.Batches;
import io.github.latentj.inference.runtime.FloatTensor;
import io.github.latentj.inference.runtime.Network;
import io.github.latentj.inference.runtime.Progress;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** One network of a {@code features.onnx}. One run at a time; closing waits for it. */
final class FeatureSession implements AutoCloseable {
    private static final int BATCH = 32;
    private static final int LARGEST_BATCH_FLOATS = 1 << 24;
    private static final int NO_MAP = -1;

    private final FeatureSignature signature;
    private final Path path;
    private final Network network;

    /** @param network made from the file; closed with this session */
    FeatureSession(FeatureSignature signature, Path path, Network network) {
        this.signature = signature;
        this.path = path;
        this.network = network;
    }

    void describe(List<float[]> images, FeatureSink sink, Progress progress) {
        int length = FeatureSignature.FEATURES_PER_MAP * signature.maps();
        run(
                images,
                NO_MAP,
                progress,
                batch -> Arrays.asList(
                        output(FeatureSignature.LOGIT, batch, 1), output(FeatureSignature.FEATURES, batch, length)),
                (first, count, outputs) -> {
                    FloatBuffer logits = outputs.get(0).values();
                    FloatBuffer features = outputs.get(1).values();
                    for (int i = 0; i < count; i++) {
                        float[] vector = new float[length];
                        features.get(vector);
                        sink.accept(first + i, number(logits.get()), vector);
                    }
                });
    }

    void guide(List<float[]> images, int map, ImageSink sink, Progress progress) {
        float[] image = new float[signature.imageFloats()];
        run(
                images,
                map,
                progress,
                batch -> Collections.singletonList(output(FeatureSignature.GUIDED, signature.imageShape(batch))),
                (first, count, outputs) -> {
                    FloatBuffer guided = outputs.get(0).values();
                    for (int i = 0; i < count; i++) {
                        guided.get(image);
                        number(image[0]);
                        sink.accept(first + i, image);
                    }
                });
    }

    private float number(float value) {
        if (Float.isNaN(value)) {
            throw new ModelException("the model produces values that are not numbers (NaN): " + path);
        }
        return value;
    }

    private synchronized void run(
            List<float[]> images, int map, Progress progress, IntFunction<List<FloatTensor>> outputs, Results results) {
        int largest = Math.max(1, Math.min(BATCH, LARGEST_BATCH_FLOATS / signature.imageFloats()));
        new Batches(network, path, largest, false)
                .run(images.size(), progress::cancelled, progress, new Batches.Part<List<FloatTensor>>() {
                    @Override
                    public Batches.Begun<List<FloatTensor>> begin(int first, int count, int batch) {
                        FloatTensor image = imageTensor(images.subList(first, first + count));
                        List<FloatTensor> made = outputs.apply(count);
                        return new Batches.Begun<>(
                                network.begin(Arrays.asList(image, mapTensor(count, map)), made, progress::cancelled),
                                made);
                    }

                    @Override
                    public void accept(int first, int count, List<FloatTensor> made) {
                        results.accept(first, count, made);
                    }
                });
    }

    private FloatTensor imageTensor(List<float[]> images) {
        FloatBuffer buffer = FloatBuffer.allocate(images.size() * signature.imageFloats());
        images.forEach(buffer::put);
        return FloatTensor.of(FeatureSignature.IMAGE, buffer, signature.imageShape(images.size()));
    }

    private FloatTensor mapTensor(int batch, int map) {
        float[] chosen = new float[batch * signature.maps()];
        for (int i = 0; i < batch && map != NO_MAP; i++) {
            chosen[i * signature.maps() + map] = 1;
        }
        return FloatTensor.of(FeatureSignature.MAPS, FloatBuffer.wrap(chosen), batch, signature.maps());
    }

    private static FloatTensor output(String name, long... shape) {
        return FloatTensor.of(name, FloatBuffer.allocate(Math.toIntExact(product(shape))), shape);
    }

    private static long product(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    @Override
    public synchronized void close() {
        network.close();
    }

    /** Takes the results of one batch. */
    private interface Results {
        void accept(int first, int count, List<FloatTensor> outputs);
    }
}
