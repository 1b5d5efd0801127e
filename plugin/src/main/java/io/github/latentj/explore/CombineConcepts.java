package io.github.latentj.explore;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds and subtracts concepts in latent space (Radford et al. 2015, section 6.3.2). */
public final class CombineConcepts {
    private static final int NEIGHBOURHOOD = 9;
    private static final int MIDDLE = 4;

    private final GeneratorModels models;

    public CombineConcepts(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until all images are made.
     *
     * @throws RequestException if a latent is of another model
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public ArithmeticResult run(ArithmeticRequest request, Progress progress) {
        try (GeneratorModel model = models.open(request.model(), progress)) {
            Map<String, float[]> latents = new LinkedHashMap<>();
            Map<String, float[]> pixels = new LinkedHashMap<>();
            request.concepts().forEach((name, sources) -> {
                float[][] members = LatentSource.resolve(sources, model);
                latents.put(name, mean(members));
                pixels.put(name, meanImage(model, members, progress));
            });
            float[][] means = latents.values().toArray(new float[0][]);
            float[][] around = neighbourhood(request.expression().of(latents), request);
            LatentRenderer renderer = new LatentRenderer(model, progress);
            Operation operation = new Operation("arithmetic", request.seed(), 3);
            return new ArithmeticResult(
                    new ArrayList<>(latents.keySet()),
                    renderer.images(means, new Operation("arithmetic", request.seed(), means.length)),
                    renderer.images(around, operation),
                    pixelControl(model, request.expression().of(pixels), request.seed()));
        }
    }

    private static float[][] neighbourhood(float[] result, ArithmeticRequest request) {
        LatentSampler draws = new LatentSampler(Prior.UNIFORM, result.length, request.seed());
        float[][] latents = new float[NEIGHBOURHOOD][];
        for (int i = 0; i < NEIGHBOURHOOD; i++) {
            latents[i] = result.clone();
            float[] draw = draws.sample(i);
            for (int k = 0; k < result.length && i != MIDDLE; k++) {
                latents[i][k] += (float) (request.noise() * draw[k]);
            }
        }
        return latents;
    }

    private static GeneratedImages pixelControl(GeneratorModel model, float[] image, long seed) {
        for (int i = 0; i < image.length; i++) {
            image[i] = Math.max(-1, Math.min(1, image[i]));
        }
        Object[][] planes = {new PixelPlanes(model.spec()).of(image)};
        return new GeneratedImages(
                model, model.spec(), new float[0][], planes, new Operation("pixel arithmetic", seed, 0));
    }

    private static float[] meanImage(GeneratorModel model, float[][] latents, Progress progress) {
        List<float[]> images = new ArrayList<>();
        model.generate(latents, (index, image) -> images.add(image.clone()), progress);
        return mean(images.toArray(new float[0][]));
    }

    private static float[] mean(float[][] vectors) {
        double[] sum = new double[vectors[0].length];
        for (float[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / vectors.length);
        }
        return mean;
    }
}
