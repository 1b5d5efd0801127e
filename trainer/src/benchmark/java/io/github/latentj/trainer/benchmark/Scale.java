package io.github.latentj.trainer.benchmark;

/** A size of the {@code torch} preset at 64x64 pixels and 100 latents. */
enum Scale {
    COLOUR(3, 64, 128),
    GREY(1, 32, 64);

    static final int LATENT = 100;
    static final int SIDE = 64;

    final int channels;
    final int features;
    final int batch;

    Scale(int channels, int features, int batch) {
        this.channels = channels;
        this.features = features;
        this.batch = batch;
    }

    String words() {
        return "64x64x" + channels + ", " + features + " features, batch " + batch;
    }
}
