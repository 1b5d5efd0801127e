package io.github.latentj.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;

/**
 * Images per second through the use case that the menu calls, against a bare loop over ONNX Runtime on the same file.
 * Both run in turns in one program, so that what else the machine does meets both. Arguments: rounds and images per
 * round, by default 10 and 1000.
 */
public final class GenerationBenchmark {
    private static final int BATCH = 32;

    private GenerationBenchmark() {}

    public static void main(String[] arguments) throws IOException, OrtException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        int images = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        Path file = DcganModel.write(Files.createTempFile("dcgan", ".onnx"));
        file.toFile().deleteOnExit();
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
                OrtSession session = environment.createSession(file.toString())) {
            bare(environment, session, BATCH, 0);
            for (int round = 0; round < rounds; round++) {
                boolean bareFirst = round % 2 == 0;
                double bare = bareFirst ? bare(environment, session, images, round) : 0;
                double own = own(useCase, file, images, round);
                bare = bareFirst ? bare : bare(environment, session, images, round);
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
                "%d images each: ratio of the sums %.3f, median of the rounds %.3f%n",
                rounds * images, bareSum / ownSum, ratios[rounds / 2]);
    }

    private static double own(GenerateImages useCase, Path file, int images, int seed) {
        long start = System.nanoTime();
        useCase.run(GenerateRequest.of(file).count(images).seed(seed).build(), Progress.SILENT);
        return seconds(start);
    }

    /** The least that gets floats into Java: fixed buffers, one batch after the other, nothing kept. */
    private static double bare(OrtEnvironment environment, OrtSession session, int images, int seed)
            throws OrtException {
        float[][] latents = new LatentSampler(Prior.NORMAL, 100, seed).samples(images);
        FloatBuffer in = direct(BATCH * 100);
        FloatBuffer out = direct(BATCH * 3 * 64 * 64);
        float[] image = new float[3 * 64 * 64];
        Set<String> none = Collections.emptySet();
        long start = System.nanoTime();
        for (int first = 0; first < images; first += BATCH) {
            int count = Math.min(BATCH, images - first);
            in.clear();
            for (int i = first; i < first + count; i++) {
                in.put(latents[i]);
            }
            in.flip();
            out.clear().limit(count * image.length);
            try (OnnxTensor z = OnnxTensor.createTensor(environment, in, new long[] {count, 100, 1, 1});
                    OnnxTensor made = OnnxTensor.createTensor(environment, out, new long[] {count, 3, 64, 64})) {
                session.run(Collections.singletonMap("z", z), none, Collections.singletonMap("image", made))
                        .close();
            }
            for (int i = 0; i < count; i++) {
                out.get(image);
            }
        }
        return seconds(start);
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
