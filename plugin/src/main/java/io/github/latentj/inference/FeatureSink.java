package io.github.latentj.inference;

/** Takes what a discriminator says of images, one by one, in order. */
public interface FeatureSink {
    /**
     * @param logit larger is more real; there is no sigmoid
     * @param features float32 [16 * maps], feature i belongs to map i / 16; the array belongs to the receiver
     */
    void accept(int index, float logit, float[] features);
}
