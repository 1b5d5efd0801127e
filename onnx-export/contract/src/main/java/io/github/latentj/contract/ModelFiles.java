package io.github.latentj.contract;

/** The names of the networks in a model's folder, beside each other. */
public final class ModelFiles {
    /** Latents to images. The one that every model has. */
    public static final String GENERATOR = "generator.onnx";

    /** Images to the score that tells real from generated. */
    public static final String DISCRIMINATOR = "discriminator.onnx";

    /** Images to the discriminator's max-pooled feature maps (Radford et al. 2015, section 5.1). */
    public static final String FEATURES = "features.onnx";

    /** Latents and a real image to the loss and its gradient, to find an image's latent. */
    public static final String INVERSION = "inversion.onnx";

    private ModelFiles() {}
}
