package io.github.latentj.trainer;

import picocli.CommandLine.Option;

/**
 * The options of how the networks learn. They are text here: {@link GivenOptions} hands them on, so that the command line
 * and {@code settings.yaml} are read by the same rules.
 */
final class TrainingOptions {
    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data; default 25.")
    private String epochs;

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Images to show instead of --epochs, such as 1e6; rounded up to whole passes.")
    private String images;

    @Option(names = "--batch", paramLabel = "N", description = "Images of a step; default 128.")
    private String batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "Step size of Adam for both networks; default 0.0002.")
    private String learningRate;

    @Option(
            names = "--generator-rate",
            paramLabel = "RATE",
            description = "Step size of Adam for the generator; default: --learning-rate.")
    private String generatorRate;

    @Option(
            names = "--discriminator-rate",
            paramLabel = "RATE",
            description = "Step size of Adam for the discriminator; default: --learning-rate.")
    private String discriminatorRate;

    @Option(names = "--beta1", paramLabel = "NUMBER", description = "Of Adam; default 0.5.")
    private String beta1;

    @Option(names = "--beta2", paramLabel = "NUMBER", description = "Of Adam; default 0.999.")
    private String beta2;

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description =
                    "Decay of a moving average of the generator's weights, which is then sampled and exported, such"
                            + " as 0.999; 0 for none, the default.")
    private String ema;

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            description = "Real images count as 1 minus this, 0 to 0.5, against a discriminator too sure of itself;"
                    + " default 0.")
    private String labelSmoothing;

    @Option(
            names = "--clip-norm",
            paramLabel = "LENGTH",
            description = "Longer gradients of a network are shortened to this length; 0 for any length, the default.")
    private String clipNorm;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; default 1.")
    private String seed;
}
