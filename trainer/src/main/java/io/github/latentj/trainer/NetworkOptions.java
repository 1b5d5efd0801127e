package io.github.latentj.trainer;

import picocli.CommandLine.Option;

/** The options of the two networks; text, as in {@link TrainingOptions}. */
final class NetworkOptions {
    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            completionCandidates = Choices.Preset.class,
            description =
                    "torch (4x4 kernels, normal prior, 64 base features) or paper (5x5 kernels, uniform prior, 128"
                            + " base features); default torch.")
    private String preset;

    @Option(names = "--latent", paramLabel = "N", description = "Components of the latent vector; default 100.")
    private String latent;

    @Option(
            names = "--prior",
            paramLabel = "PRIOR",
            completionCandidates = Choices.Prior.class,
            description = "What latent vectors are drawn from, normal or uniform; default: the preset's.")
    private String prior;

    @Option(
            names = "--features",
            paramLabel = "N",
            description = "Base features: the width of both networks, and most of the time a step takes; default: the"
                    + " preset's, 64 (torch) or 128 (paper).")
    private String features;

    @Option(
            names = "--upsampling",
            paramLabel = "UPSAMPLING",
            completionCandidates = Choices.Upsampling.class,
            description =
                    "How the generator enlarges its maps: transposed (convolution) or resize (pixels repeated, then"
                            + " a 3x3 convolution: no checkerboards); default transposed.")
    private String upsampling;
}
