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
    static GeneratedImages render(GeneratorModel model, float[][] latents, Operation operation, Progress progress) {
        Object[][] planes = new Object[latents.length][];
        PixelPlanes pixels = new PixelPlanes(model.spec());
        MemoryEstimate.require(model.spec(), latents.length);
        model.generate(latents, (index, image) -> planes[index] = pixels.of(image), progress);
        return new GeneratedImages(model, latents, planes, operation);
    }

    /** As {@link #render}, for a series whose evenness is worth a note. */
    static GeneratedImages renderSeries(
            GeneratorModel model, float[][] latents, Operation operation, Progress progress) {
        Object[][] planes = new Object[latents.length][];
        PixelPlanes pixels = new PixelPlanes(model.spec());
        MemoryEstimate.require(model.spec(), latents.length);
        Smoothness smoothness = new Smoothness((index, image) -> planes[index] = pixels.of(image));
        model.generate(latents, smoothness, progress);
        GeneratedImages images = new GeneratedImages(model, latents, planes, operation);
        smoothness.noteIn(images);
        return images;
    }
}
