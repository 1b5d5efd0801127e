package io.github.latentj.explore;

import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.Progress;

/** Makes the images of given latents; every use case ends here. */
final class LatentRenderer {
    private LatentRenderer() {}

    /**
     * @param latents float32 [N][latent size]
     * @throws RequestException if the images do not fit into memory
     * @throws java.util.concurrent.CancellationException if the user stops it
     */
    static GeneratedImages render(
            GeneratorModel model, float[][] latents, String operation, long seed, Progress progress) {
        MemoryEstimate.require(model.spec(), latents.length);
        PixelPlanes pixels = new PixelPlanes(model.spec());
        Object[][] planes = new Object[latents.length][];
        model.generate(latents, (index, image) -> planes[index] = pixels.of(image), progress);
        return new GeneratedImages(model, latents, planes, operation, seed);
    }
}
