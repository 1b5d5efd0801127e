package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.LatentSampler;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.runtime.Progress;
import io.github.latentj.latent.Directions;
import io.github.latentj.latent.Interpolation;
import java.nio.file.Path;
import java.util.List;

/**
 * The latent space of one model, vector by vector, for scripts that do their own arithmetic. Holds no native
 * resource: each call borrows the model's session, which stays warm.
 */
public final class LatentSpace {
    private final GeneratorModels models;
    private final Path path;
    private final GeneratorSpec spec;

    private LatentSpace(GeneratorModels models, Path path, GeneratorModel model) {
        this.models = models;
        this.path = path;
        spec = model.spec();
    }

    /**
     * Opens a model, which can take seconds the first time.
     *
     * @param path an {@code .onnx} file, or a model folder, zipped or not
     * @throws io.github.latentj.inference.file.ModelException if there is no such file or it is no generator
     * @throws io.github.latentj.inference.runtime.RuntimeUnavailableException if ONNX Runtime cannot be started
     */
    public static LatentSpace open(GeneratorModels models, Path path) {
        try (GeneratorModel model = models.open(path)) {
            return new LatentSpace(models, path, model);
        }
    }

    /** The path that was opened. */
    public Path path() {
        return path;
    }

    public GeneratorSpec spec() {
        return spec;
    }

    /** The latent of image {@code index}, from 0, of a seed: the one that <em>Generate</em> uses. */
    public float[] sample(long seed, int index) {
        return new LatentSampler(spec.prior(), spec.latentSize(), seed).sample(index);
    }

    /**
     * The latent that an image or seed stands for, float32 [latent size].
     *
     * @throws RequestException if an image was made by another model
     */
    public float[] latent(LatentSource source) {
        try (GeneratorModel model = models.open(path)) {
            return source.resolve(model);
        }
    }

    /**
     * A latent between two, on the way that suits the prior: a great circle for a normal one, else a straight line.
     *
     * @param fraction 0 gives {@code from}, 1 gives {@code to}
     */
    public float[] between(float[] from, float[] to, double fraction) {
        require(from);
        require(to);
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new RequestException("the fraction of the way must be 0 to 1, found " + fraction);
        }
        return Interpolation.naturalFor(spec.prior()).between(from, to, fraction);
    }

    /**
     * A latent moved along a direction that is saved beside the model.
     *
     * @param distance in units of the latent space; negative: backwards
     * @throws RequestException if there is no such direction, or it was found in another model
     */
    public float[] moved(float[] latent, String direction, double distance) {
        require(latent);
        if (Double.isNaN(distance) || Double.isInfinite(distance)) {
            throw new RequestException("the distance must be finite, found " + distance);
        }
        try (GeneratorModel model = models.open(path)) {
            Direction found = new DirectionFolder(path).load(direction, model);
            return Directions.moved(latent, found.vector(), distance);
        }
    }

    /**
     * Makes one image from each latent. Blocks until all are made.
     *
     * @param latents float32 [N][latent size]
     * @param unrounded stores pixels as float32 in image units and not in the model's pixel type
     * @throws RequestException if a latent is of another size or not finite, or the images do not fit into memory
     * @throws java.util.concurrent.CancellationException if {@code progress} stops it; nothing is kept
     */
    public GeneratedImages images(List<float[]> latents, boolean unrounded, Progress progress) {
        if (latents.isEmpty() || latents.size() > GenerateRequest.MOST_IMAGES) {
            throw new RequestException(
                    "1 to " + GenerateRequest.MOST_IMAGES + " latents make images, found " + latents.size());
        }
        latents.forEach(this::require);
        try (GeneratorModel model = models.open(path)) {
            GeneratorSpec stored = unrounded ? GenerateImages.unrounded(spec) : spec;
            return new LatentRenderer(model, stored, progress)
                    .images(latents.toArray(new float[0][]), Operation.unseeded("latents", 0));
        }
    }

    private void require(float[] latent) {
        if (latent.length != spec.latentSize()) {
            throw new RequestException(
                    "a latent of this model has " + spec.latentSize() + " components, found " + latent.length);
        }
        for (float component : latent) {
            if (Float.isNaN(component) || Float.isInfinite(component)) {
                throw new RequestException("a latent must be finite, found the component " + component);
            }
        }
    }
}
