package io.github.latentj.explore;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.Prior;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import java.util.ArrayList;
import java.util.Arrays;
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
     * Makes the figure of the paper: the result in the middle of eight neighbours with noise around it (images 1 to 9), the
     * image of each concept's mean latent, the first images of each concept, and last, as control and without a latent,
     * the same sum of the concepts' mean pixels. Blocks until all images are made.
     *
     * @throws RequestException if a latent is of another model
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages run(ArithmeticRequest request, Progress progress) {
        try (GeneratorModel model = models.open(request.model(), progress)) {
            Map<String, ConceptImages> concepts = new LinkedHashMap<>();
            Map<String, float[]> latents = new LinkedHashMap<>();
            Map<String, float[]> pixels = new LinkedHashMap<>();
            request.concepts().forEach((name, sources) -> {
                float[][] members = LatentSource.resolve(sources, model);
                ConceptImages concept = new ConceptImages(members, model, progress);
                concepts.put(name, concept);
                latents.put(name, concept.latent());
                pixels.put(name, concept.pixels());
            });
            List<float[]> made =
                    new ArrayList<>(neighbourhood(request.expression().of(latents), request));
            made.addAll(latents.values());
            GeneratedImages images = new LatentRenderer(model, progress)
                    .images(made.toArray(new float[0][]), new Operation("arithmetic", request.seed(), 0));
            Object[] control = pixelControl(model, request.expression().of(pixels));
            return new ArithmeticFigure(request, concepts).of(images, control, model);
        }
    }

    private static List<float[]> neighbourhood(float[] result, ArithmeticRequest request) {
        LatentSampler draws = new LatentSampler(Prior.UNIFORM, result.length, request.seed());
        float[][] latents = new float[NEIGHBOURHOOD][];
        for (int i = 0; i < NEIGHBOURHOOD; i++) {
            latents[i] = result.clone();
            float[] draw = draws.sample(i);
            for (int k = 0; k < result.length && i != MIDDLE; k++) {
                latents[i][k] += (float) (request.noise() * draw[k]);
            }
        }
        return Arrays.asList(latents);
    }

    private static Object[] pixelControl(GeneratorModel model, float[] image) {
        for (int i = 0; i < image.length; i++) {
            image[i] = Math.max(-1, Math.min(1, image[i]));
        }
        return new PixelPlanes(model.spec()).of(image);
    }
}
