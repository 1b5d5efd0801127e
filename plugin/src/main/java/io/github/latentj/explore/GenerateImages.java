package io.github.latentj.explore;

import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.Progress;

/** Makes images from latents drawn from the model's prior. */
public final class GenerateImages {
    private final GeneratorModels models;

    public GenerateImages(GeneratorModels models) {
        this.models = models;
    }

    /**
     * Blocks until all images are made.
     *
     * @throws RequestException if the images do not fit into memory
     * @throws io.github.latentj.inference.ModelException if the model cannot be used
     * @throws io.github.latentj.inference.RuntimeUnavailableException if ONNX Runtime cannot be started
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages run(GenerateRequest request, Progress progress) {
        try (GeneratorModel model = models.open(request.model())) {
            MemoryEstimate.require(model.spec(), request.count());
            LatentSampler sampler =
                    new LatentSampler(model.spec().prior(), model.spec().latentSize(), request.seed());
            return LatentRenderer.render(
                    model, sampler.samples(request.count()), new Operation("generate", request.seed(), 0), progress);
        }
    }
}
