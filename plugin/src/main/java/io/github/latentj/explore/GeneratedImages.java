package io.github.latentj.explore;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.PixelType;
import io.github.latentj.inference.GeneratorModel;
import java.nio.file.Path;
import java.util.List;

/**
 * Images, the latents they were made from, and the model that made them. Holds the pixels themselves, not copies: who
 * shows them may take them over.
 */
public final class GeneratedImages {
    private final Path model;
    private final String modelSha256;
    private final GeneratorSpec spec;
    private final List<String> warnings;
    private final float[][] latents;
    private final Object[][] planes;
    private final String operation;
    private final long seed;

    GeneratedImages(GeneratorModel model, float[][] latents, Object[][] planes, String operation, long seed) {
        this.model = model.path();
        modelSha256 = model.sha256();
        spec = model.spec();
        warnings = model.warnings();
        this.latents = latents;
        this.planes = planes;
        this.operation = operation;
        this.seed = seed;
    }

    /** The generator's file. */
    public Path model() {
        return model;
    }

    /** SHA-256 of the generator's file. */
    public String modelSha256() {
        return modelSha256;
    }

    public GeneratorSpec spec() {
        return spec;
    }

    /** What the user should know before trusting the images; mostly empty. */
    public List<String> warnings() {
        return warnings;
    }

    public int count() {
        return latents.length;
    }

    /** The latent of one image, float32 [latent size]. */
    public float[] latent(int image) {
        return latents[image].clone();
    }

    /**
     * The pixels of one channel of one image, row by row, in image units: {@code byte[]}, {@code short[]} (both
     * unsigned) or {@code float[]}, as {@link PixelType} of the specification says.
     */
    public Object plane(int image, int channel) {
        return planes[image][channel];
    }

    /** What made the images, such as {@code generate}. */
    public String operation() {
        return operation;
    }

    /** The seed that repeats the operation. */
    public long seed() {
        return seed;
    }
}
