package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.contract.PixelType;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;

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
     * @throws io.github.latentj.inference.file.ModelException if the model cannot be used, or the best are asked for and
     *     there is no discriminator beside it
     * @throws io.github.latentj.inference.runtime.RuntimeUnavailableException if ONNX Runtime cannot be started
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages run(GenerateRequest request, Progress progress) {
        try (GeneratorModel model = models.open(request.model(), progress)) {
            GeneratorSpec spec = request.unrounded() ? unrounded(model.spec()) : model.spec();
            MemoryEstimate.require(spec, request.best() > 0 ? request.best() : request.count());
            float[][] latents =
                    new LatentSampler(spec.prior(), spec.latentSize(), request.seed()).samples(request.count());
            for (float[] latent : latents) {
                for (int i = 0; i < latent.length; i++) {
                    latent[i] *= (float) request.truncation();
                }
            }
            Operation operation = new Operation("generate", request.seed(), 0);
            GeneratedImages images = request.best() > 0
                    ? new BestImages(model, spec, operation, progress).of(latents, request.best())
                    : new LatentRenderer(model, spec, progress).images(latents, operation);
            if (request.truncation() != 1) {
                images.note("truncation", String.valueOf(request.truncation()));
            }
            return images;
        }
    }

    /** The same model with pixels as the network makes them. */
    static GeneratorSpec unrounded(GeneratorSpec spec) {
        IntensityMap map = spec.intensityMap();
        return spec.toBuilder()
                .intensityMap(new IntensityMap(PixelType.FLOAT32, map.minimum(), map.maximum()))
                .build();
    }
}
