package io.github.latentj.trainer;

import io.github.latentj.contract.Prior;
import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.Preset;
import io.github.latentj.trainer.config.TrainingSettings;
import io.github.latentj.trainer.config.Upsampling;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that make {@link TrainingSettings}; what is not given comes from the preset. */
final class SettingsOptions {
    @Option(
            names = "--preset",
            defaultValue = "torch",
            description = "torch (4x4 kernels, normal prior) or paper (5x5 kernels, uniform prior); default torch.")
    private Preset preset;

    @Option(
            names = "--size",
            defaultValue = "64",
            description = "Side of the images in pixels: 32, 64, 128 or 256; default ${DEFAULT-VALUE}.")
    private int size;

    @Option(names = "--epochs", defaultValue = "25", description = "Passes over the data; default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--batch", defaultValue = "128", description = "Images of a step; default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--latent", defaultValue = "100", description = "Latent size; default ${DEFAULT-VALUE}.")
    private int latent;

    @Option(names = "--prior", description = "normal or uniform; default: the preset's.")
    private Prior prior;

    @Option(names = "--features", description = "Base features; default: the preset's, 64 or 128.")
    private Integer features;

    @Option(
            names = "--learning-rate",
            defaultValue = "0.0002",
            description = "Step size of Adam for both networks; default ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(names = "--generator-rate", description = "Step size of Adam for the generator alone.")
    private Double generatorRate;

    @Option(names = "--discriminator-rate", description = "Step size of Adam for the discriminator alone.")
    private Double discriminatorRate;

    @Option(names = "--beta1", defaultValue = "0.5", description = "Of Adam; default ${DEFAULT-VALUE}.")
    private double beta1;

    @Option(names = "--beta2", defaultValue = "0.999", description = "Of Adam; default ${DEFAULT-VALUE}.")
    private double beta2;

    @Option(
            names = "--upsampling",
            defaultValue = "transposed",
            description =
                    "How the generator enlarges its maps: transposed (convolution) or resize (pixels repeated, then"
                            + " a 3x3 convolution: no checkerboards); default ${DEFAULT-VALUE}.")
    private Upsampling upsampling;

    @Option(
            names = "--ema",
            defaultValue = "0",
            description =
                    "Decay of a moving average of the generator's weights, which is then sampled and exported, such"
                            + " as 0.999; 0 for none, the default.")
    private double ema;

    @Option(
            names = "--label-smoothing",
            defaultValue = "0",
            description = "Real images count as 1 minus this, 0 to 0.5, against a discriminator too sure of itself;"
                    + " default ${DEFAULT-VALUE}.")
    private double labelSmoothing;

    @Option(
            names = "--clip-norm",
            defaultValue = "0",
            description = "Longer gradients of a network are shortened to this length; 0 for any length, the default.")
    private double clipNorm;

    @Option(
            names = "--checkpoint-every",
            defaultValue = "1",
            description = "Epochs between checkpoints; default ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Option(names = "--seed", defaultValue = "1", description = "Of everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--threads", description = "Of the engine; default: one a processor.")
    private Integer threads;

    @Option(
            names = "--device",
            defaultValue = "auto",
            description = "auto (a GPU if one works, and why not), cpu, gpu, or gpu:N for the N-th GPU from 0; runs"
                    + " repeat bit for bit on the CPU only; default ${DEFAULT-VALUE}.")
    private String device;

    @Option(
            names = "--gpus",
            defaultValue = "1",
            hidden = true,
            description = "For users of other trainers: LatentJ trains on one GPU.")
    private int gpus;

    TrainingSettings settings() {
        if (gpus != 1) {
            throw new InvalidSettingsException(List.of("--gpus must be 1, found " + gpus
                    + ": LatentJ trains on one GPU only; choose which with --device gpu:N"));
        }
        TrainingSettings.Builder builder = TrainingSettings.of(preset)
                .imageSize(size)
                .latentSize(latent)
                .generatorLearningRate(Objects.requireNonNullElse(generatorRate, learningRate))
                .discriminatorLearningRate(Objects.requireNonNullElse(discriminatorRate, learningRate))
                .betas(beta1, beta2)
                .upsampling(upsampling)
                .ema(ema)
                .labelSmoothing(labelSmoothing)
                .clipNorm(clipNorm)
                .batchSize(batch)
                .epochs(epochs)
                .checkpointEvery(checkpointEvery)
                .seed(seed)
                .device(device);
        Optional.ofNullable(prior).ifPresent(builder::prior);
        Optional.ofNullable(features).ifPresent(builder::baseFeatures);
        Optional.ofNullable(threads).ifPresent(builder::threads);
        return builder.build();
    }
}
