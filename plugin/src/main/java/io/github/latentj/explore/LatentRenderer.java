package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.runtime.Progress;

/** Makes the images of given latents; every use case ends here. */
public final class LatentRenderer {
    private final GeneratorModel model;
    private final GeneratorSpec spec;
    private final Progress progress;

    public LatentRenderer(GeneratorModel model, Progress progress) {
        this(model, model.spec(), progress);
    }

    /** @param spec the model's own, or one that stores pixels in another way */
    public LatentRenderer(GeneratorModel model, GeneratorSpec spec, Progress progress) {
        this.model = model;
        this.spec = spec;
        this.progress = progress;
    }

    /**
     * @param latents float32 [N][latent size]
     * @throws RequestException if the images do not fit into memory
     * @throws java.util.concurrent.CancellationException if the user stops it
     */
    public GeneratedImages images(float[][] latents, Operation operation) {
        MemoryEstimate.require(spec, latents.length);
        Object[][] planes = new Object[latents.length][];
        PixelPlanes pixels = new PixelPlanes(spec);
        model.generate(latents, (index, image) -> planes[index] = pixels.of(image), progress);
        return new GeneratedImages(model, spec, latents, planes, operation);
    }

    /**
     * As {@link #images}, for a series whose evenness is worth a note.
     *
     * @param apart images in each series of its own; 0 if all are one series, however it is laid out
     */
    GeneratedImages series(float[][] latents, Operation operation, int apart) {
        MemoryEstimate.require(spec, latents.length);
        Object[][] planes = new Object[latents.length][];
        PixelPlanes pixels = new PixelPlanes(spec);
        Smoothness smoothness = new Smoothness((index, image) -> planes[index] = pixels.of(image), apart);
        model.generate(latents, smoothness, progress);
        GeneratedImages images = new GeneratedImages(model, spec, latents, planes, operation);
        smoothness.noteIn(images);
        return images;
    }
}
