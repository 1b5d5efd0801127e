package io.github.latentj.trainer;

import io.github.latentj.trainer.config.TrainingSettings;
import picocli.CommandLine.Option;

/**
 * The options that make {@link TrainingSettings}. They are text here: {@link GivenOptions} hands them on, so that the command
 * line and {@code settings.yaml} are read by the same rules.
 */
final class SettingsOptions {
    @Option(
            names = "--preset",
            completionCandidates = Choices.Preset.class,
            description = "torch (4x4 kernels, normal prior) or paper (5x5 kernels, uniform prior); default torch.")
    private String preset;

    @Option(names = "--epochs", description = "Passes over the data; default 25.")
    private String epochs;

    @Option(
            names = "--images",
            description = "Images to show instead of --epochs, such as 1e6; rounded up to whole passes.")
    private String images;

    @Option(names = "--batch", description = "Images of a step; default 128.")
    private String batch;

    @Option(names = "--latent", description = "Latent size; default 100.")
    private String latent;

    @Option(
            names = "--prior",
            completionCandidates = Choices.Prior.class,
            description = "normal or uniform; default: the preset's.")
    private String prior;

    @Option(names = "--features", description = "Base features; default: the preset's, 64 or 128.")
    private String features;

    @Option(names = "--learning-rate", description = "Step size of Adam for both networks; default 0.0002.")
    private String learningRate;

    @Option(names = "--generator-rate", description = "Step size of Adam for the generator alone.")
    private String generatorRate;

    @Option(names = "--discriminator-rate", description = "Step size of Adam for the discriminator alone.")
    private String discriminatorRate;

    @Option(names = "--beta1", description = "Of Adam; default 0.5.")
    private String beta1;

    @Option(names = "--beta2", description = "Of Adam; default 0.999.")
    private String beta2;

    @Option(
            names = "--upsampling",
            completionCandidates = Choices.Upsampling.class,
            description =
                    "How the generator enlarges its maps: transposed (convolution) or resize (pixels repeated, then"
                            + " a 3x3 convolution: no checkerboards); default transposed.")
    private String upsampling;

    @Option(
            names = "--ema",
            description =
                    "Decay of a moving average of the generator's weights, which is then sampled and exported, such"
                            + " as 0.999; 0 for none, the default.")
    private String ema;

    @Option(
            names = "--label-smoothing",
            description = "Real images count as 1 minus this, 0 to 0.5, against a discriminator too sure of itself;"
                    + " default 0.")
    private String labelSmoothing;

    @Option(
            names = "--clip-norm",
            description = "Longer gradients of a network are shortened to this length; 0 for any length, the default.")
    private String clipNorm;

    @Option(names = "--checkpoint-every", description = "Epochs between checkpoints; default 1.")
    private String checkpointEvery;

    @Option(
            names = "--keep-checkpoints",
            description = "How many of the newest checkpoints stay on the disk; the best stays besides. Default 3.")
    private String keepCheckpoints;

    @Option(names = "--seed", description = "Of everything random; default 1.")
    private String seed;

    @Option(names = "--threads", description = "Of the engine; default: one a processor.")
    private String threads;

    @Option(
            names = "--device",
            completionCandidates = Choices.Device.class,
            description = "auto (a GPU if one works, and why not), cpu, gpu, or gpu:N for the N-th GPU from 0; runs"
                    + " repeat bit for bit on the CPU only; default auto.")
    private String device;

    @Option(names = "--gpus", hidden = true, description = "For users of other trainers: LatentJ trains on one GPU.")
    private String gpus;
}
