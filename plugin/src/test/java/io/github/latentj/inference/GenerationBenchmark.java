package io.github.latentj.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.inference.runtime.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;

/**
 * Images per second through the use case that the menu calls, against a bare loop over ONNX Runtime on the same file.
 * Both run in turns in one program, so that what else the machine does meets both. Arguments: rounds, images per round,
 * batch of the bare loop and model file; by default 10, 1000, 32 and a model of random weights (64x64x3).
 */
public final class GenerationBenchmark {
    /** The threads of the one before still spin for a while. */
    private static final long PAUSE_MILLIS = 100;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final GeneratorSpec spec;
    private final int batch;
    private final FloatBuffer in;
    private final FloatBuffer out;

    private GenerationBenchmark(OrtEnvironment environment, OrtSession session, GeneratorSpec spec, int batch) {
        this.environment = environment;
        this.session = session;
        this.spec = spec;
        this.batch = batch;
        in = direct(batch * spec.latentSize());
        out = direct(batch * spec.channels() * spec.height() * spec.width());
    }

    public static void main(String[] arguments) throws IOException, OrtException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        int images = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        int batch = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 32;
        Path file = arguments.length > 3 ? Paths.get(arguments[3]) : randomModel();
        GenerateImages useCase = new GenerateImages(GeneratorModels.shared());

        long clicked = System.nanoTime();
        useCase.run(GenerateRequest.of(file).count(1).seed(0).build(), Progress.SILENT);
        System.out.printf("first image after %.2f s, start of the worker included%n", seconds(clicked));
        clicked = System.nanoTime();
        useCase.run(GenerateRequest.of(file).count(1).seed(1).build(), Progress.SILENT);
        System.out.printf("next image after %.3f s%n", seconds(clicked));

        double[] ratios = new double[rounds];
        double bareSum = 0;
        double ownSum = 0;
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(file.toString());
                GeneratorModel model = GeneratorModels.shared().open(file)) {
            GenerationBenchmark bareLoop = new GenerationBenchmark(environment, session, model.spec(), batch);
            // Java compiles both.
            bareLoop.run(images, 0);
            own(useCase, file, images, 0);
            for (int round = 0; round < rounds; round++) {
                boolean bareFirst = round % 2 == 0;
                double bare = bareFirst ? bareLoop.run(images, round) : 0;
                double own = own(useCase, file, images, round);
                bare = bareFirst ? bare : bareLoop.run(images, round);
                bareSum += bare;
                ownSum += own;
                ratios[round] = bare / own;
                System.out.printf(
                        "round %d: bare loop %.1f images/s, use case %.1f images/s, ratio %.3f%n",
                        round + 1, images / bare, images / own, ratios[round]);
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                "%d images each: ratio of the sums %.3f, median of the rounds %.3f (quartiles %.3f to %.3f)%n",
                rounds * images,
                bareSum / ownSum,
                ratios[rounds / 2],
                ratios[rounds / 4],
                ratios[(3 * rounds - 1) / 4]);
    }

    private static double own(GenerateImages useCase, Path file, int images, int seed) {
        pause();
        long start = System.nanoTime();
        useCase.run(GenerateRequest.of(file).count(images).seed(seed).build(), Progress.SILENT);
        return seconds(start);
    }

    private static Path randomModel() throws IOException {
        Path file = DcganModel.write(Files.createTempFile("dcgan", ".onnx"));
        file.toFile().deleteOnExit();
        return file;
    }

    /** The least that gets floats into Java: fixed buffers, one batch after the other, nothing kept. */
    private double run(int images, int seed) throws OrtException {
        float[][] latents = new LatentSampler(spec.prior(), spec.latentSize(), seed).samples(images);
        float[] image = new float[out.capacity() / batch];
        String input = session.getInputNames().iterator().next();
        String output = session.getOutputNames().iterator().next();
        Set<String> none = Collections.emptySet();
        pause();
        long start = System.nanoTime();
        for (int first = 0; first < images; first += batch) {
            int count = Math.min(batch, images - first);
            in.clear();
            for (int i = first; i < first + count; i++) {
                in.put(latents[i]);
            }
            in.flip();
            out.clear().limit(count * image.length);
            try (OnnxTensor z = OnnxTensor.createTensor(environment, in, new long[] {count, spec.latentSize(), 1, 1});
                    OnnxTensor made = OnnxTensor.createTensor(
                            environment, out, new long[] {count, spec.channels(), spec.height(), spec.width()})) {
                session.run(Collections.singletonMap(input, z), none, Collections.singletonMap(output, made))
                        .close();
            }
            for (int i = 0; i < count; i++) {
                out.get(image);
            }
        }
        return seconds(start);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
