package io.github.latentj.explore.measure;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Does arithmetic with concepts do what it says (Radford et al. 2015, section 6.3.2)? Adds high - low to images that are
 * low and marked, in latent space, in pixels, and as control a random step of the same length in latent space. Each
 * result is compared with its own start: the image of the mean latent of the third concept, or its mean pixels.
 * Concepts are drawn from measured images: high and low are the upper and lower third of the value that shall rise,
 * marked is the upper third of the value that shall stay.
 */
public final class CheckArithmetic {
    private static final int MEASURED_PER_DRAW = 5;

    private final GeneratorModels models;

    public CheckArithmetic(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until everything is measured.
     *
     * @return scores of latent arithmetic, pixel arithmetic and random steps; for concepts of several samples, then for
     *     single ones
     * @throws RequestException if a column is not measured or a concept finds too few images
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public List<ArithmeticScore> run(ArithmeticCheckRequest request, ImageMeasurer measurer, Progress progress) {
        try (GeneratorModel model = models.open(request.model())) {
            int[] sizes = request.samples() > 1 ? new int[] {request.samples(), 1} : new int[] {1};
            MeasuringRun run = new MeasuringRun(
                    model,
                    measurer,
                    Arrays.asList(request.change(), request.keep()),
                    progress,
                    request.count() + sizes.length * MEASURED_PER_DRAW * request.draws());
            float[][] pool = new LatentSampler(
                            model.spec().prior(), model.spec().latentSize(), request.seed())
                    .samples(request.count());
            ConceptPool measured = new ConceptPool(request, pool, run.ofLatents(pool));
            Random random = new Random(request.seed());
            List<ArithmeticScore> scores = new ArrayList<>();
            for (int samples : sizes) {
                scores.addAll(new ArithmeticDraws(model, measured, samples, random).scores(request, run));
            }
            return scores;
        }
    }
}
