package io.github.latentj.trainer.config;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.latentj.contract.Prior;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The hyper-parameters of one training: checked when made, printed, and saved with the run.
 *
 * @param imageSize side of the square images in pixels: 32, 64, 128 or 256
 * @param latentSize components of a latent vector
 * @param baseFeatures feature maps of the layers next to the image; doubled with each halving of the side
 * @param generatorLearningRate Adam's step size
 * @param discriminatorLearningRate Adam's step size
 * @param beta1 Adam's decay of the mean
 * @param beta2 Adam's decay of the variance
 * @param upsampling how the generator doubles the side of its maps
 * @param ema decay of the moving average of the generator's weights, which is sampled and exported; 0 for none
 * @param labelSmoothing what real images' label falls short of 1 by, 0 for none (Salimans et al. 2016)
 * @param clipNorm longest gradient of a network, longer ones are shortened to it; 0 for any length
 * @param batchSize images of a step
 * @param epochs passes over the data
 * @param checkpointEvery epochs between checkpoints
 * @param seed of everything random
 * @param threads of the engine; results repeat bit for bit for equal numbers
 * @param device where the networks are trained, as {@link ComputeDevice#of} reads it; results repeat bit for bit on
 *     {@code cpu} only
 */
public record TrainingSettings(
        Preset preset,
        int imageSize,
        int latentSize,
        Prior prior,
        int baseFeatures,
        double generatorLearningRate,
        double discriminatorLearningRate,
        double beta1,
        double beta2,
        Upsampling upsampling,
        double ema,
        double labelSmoothing,
        double clipNorm,
        int batchSize,
        int epochs,
        int checkpointEvery,
        long seed,
        int threads,
        String device) {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    /** @throws InvalidSettingsException naming every setting that is out of range */
    public TrainingSettings {
        // Runs of version 0.1 did not say.
        upsampling = upsampling == null ? Upsampling.TRANSPOSED : upsampling;
        device = device == null ? ComputeDevice.CPU.toString() : device;
        List<String> problems = new ArrayList<>();
        if (imageSize != 32 && imageSize != 64 && imageSize != 128 && imageSize != 256) {
            problems.add("--size must be 32, 64, 128 or 256, found " + imageSize + "; the nearest is "
                    + nearestSize(imageSize));
        }
        inRange(problems, "--latent", latentSize, 1, 1024);
        inRange(problems, "--features", baseFeatures, 4, 256);
        inRange(problems, "--learning-rate or --generator-rate", generatorLearningRate, 1e-7, 0.1);
        inRange(problems, "--learning-rate or --discriminator-rate", discriminatorLearningRate, 1e-7, 0.1);
        inRange(problems, "--beta1", beta1, 0, 0.999);
        inRange(problems, "--beta2", beta2, 0, 0.99999);
        inRange(problems, "--ema", ema, 0, 0.99999);
        inRange(problems, "--label-smoothing", labelSmoothing, 0, 0.5);
        inRange(problems, "--clip-norm", clipNorm, 0, 1e6);
        inRange(problems, "--batch", batchSize, 2, 1024);
        inRange(problems, "--epochs", epochs, 1, 1_000_000);
        inRange(problems, "--checkpoint-every", checkpointEvery, 1, 1_000_000);
        inRange(problems, "--threads", threads, 1, 1024);
        try {
            device = ComputeDevice.of(device).toString();
        } catch (IllegalArgumentException unknown) {
            problems.add(unknown.getMessage());
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    /** Settings of {@code preset}, to be changed one by one. */
    public static Builder of(Preset preset) {
        return new Builder(preset);
    }

    private static int nearestSize(int size) {
        int nearest = 32;
        for (int candidate : new int[] {64, 128, 256}) {
            if (Math.abs((long) size - candidate) < Math.abs((long) size - nearest)) {
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static void inRange(List<String> problems, String option, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            problems.add(option + " must be " + plain(lowest) + " to " + plain(highest) + ", found " + plain(value));
        }
    }

    /** Whole numbers without a decimal point. */
    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    /** All settings in one line for a person. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "Preset %s: %d x %d pixels, %d latents (%s), %d features; batch %d, %d epochs; Adam %s / %s, betas %s, %s;"
                        + "%s device %s; seed %d.",
                preset,
                imageSize,
                imageSize,
                latentSize,
                prior.key(),
                baseFeatures,
                batchSize,
                epochs,
                generatorLearningRate,
                discriminatorLearningRate,
                beta1,
                beta2,
                extras(),
                device,
                seed);
    }

    private String extras() {
        return (upsampling == Upsampling.RESIZE ? " resize-convolution;" : "")
                + (ema > 0 ? " generator average " + ema + ";" : "")
                + (labelSmoothing > 0 ? " label smoothing " + labelSmoothing + ";" : "")
                + (clipNorm > 0 ? " gradients clipped to " + clipNorm + ";" : "");
    }

    /**
     * The same settings with another number of epochs.
     *
     * @throws InvalidSettingsException if it is out of range
     */
    public TrainingSettings withEpochs(int epochs) {
        return with(epochs, device);
    }

    /** The same settings on another device. */
    public TrainingSettings on(ComputeDevice other) {
        return with(epochs, other.toString());
    }

    private TrainingSettings with(int epochs, String device) {
        return new TrainingSettings(
                preset,
                imageSize,
                latentSize,
                prior,
                baseFeatures,
                generatorLearningRate,
                discriminatorLearningRate,
                beta1,
                beta2,
                upsampling,
                ema,
                labelSmoothing,
                clipNorm,
                batchSize,
                epochs,
                checkpointEvery,
                seed,
                threads,
                device);
    }

    public ComputeDevice computeDevice() {
        return ComputeDevice.of(device);
    }

    /** As {@code settings.json} holds it. */
    public String toJson() {
        return GSON.toJson(this) + "\n";
    }

    /** @throws InvalidSettingsException if {@code json} is not what {@link #toJson()} writes */
    public static TrainingSettings fromJson(String json) {
        try {
            TrainingSettings settings = GSON.fromJson(json, TrainingSettings.class);
            if (settings != null && settings.preset != null && settings.prior != null) {
                return settings;
            }
        } catch (JsonParseException e) {
            throw new InvalidSettingsException(List.of("the settings are not valid JSON: " + e.getMessage()));
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InvalidSettingsException invalid) {
                throw invalid;
            }
            throw e;
        }
        throw new InvalidSettingsException(List.of("the settings are incomplete"));
    }

    /** Collects settings; {@link #build()} checks them. What is not said is the preset's, or usual. */
    public static final class Builder {
        private final Preset preset;
        private int imageSize = 64;
        private int latentSize = 100;
        private Prior prior;
        private int baseFeatures;
        private double generatorLearningRate = 2e-4;
        private double discriminatorLearningRate = 2e-4;
        private double beta1 = 0.5;
        private double beta2 = 0.999;
        private Upsampling upsampling = Upsampling.TRANSPOSED;
        private double ema;
        private double labelSmoothing;
        private double clipNorm;
        private int batchSize = 128;
        private int epochs = 25;
        private int checkpointEvery = 1;
        private long seed = 1;
        private int threads = Runtime.getRuntime().availableProcessors();
        private String device = ComputeDevice.CPU.toString();

        private Builder(Preset preset) {
            this.preset = preset;
            prior = preset.prior();
            baseFeatures = preset.baseFeatures();
        }

        public Builder imageSize(int imageSize) {
            this.imageSize = imageSize;
            return this;
        }

        public Builder latentSize(int latentSize) {
            this.latentSize = latentSize;
            return this;
        }

        public Builder prior(Prior prior) {
            this.prior = prior;
            return this;
        }

        public Builder baseFeatures(int baseFeatures) {
            this.baseFeatures = baseFeatures;
            return this;
        }

        public Builder generatorLearningRate(double rate) {
            generatorLearningRate = rate;
            return this;
        }

        public Builder discriminatorLearningRate(double rate) {
            discriminatorLearningRate = rate;
            return this;
        }

        public Builder betas(double beta1, double beta2) {
            this.beta1 = beta1;
            this.beta2 = beta2;
            return this;
        }

        public Builder upsampling(Upsampling upsampling) {
            this.upsampling = upsampling;
            return this;
        }

        public Builder ema(double decay) {
            ema = decay;
            return this;
        }

        public Builder labelSmoothing(double smoothing) {
            labelSmoothing = smoothing;
            return this;
        }

        public Builder clipNorm(double longest) {
            clipNorm = longest;
            return this;
        }

        public Builder batchSize(int batchSize) {
            this.batchSize = batchSize;
            return this;
        }

        public Builder epochs(int epochs) {
            this.epochs = epochs;
            return this;
        }

        public Builder checkpointEvery(int epochs) {
            checkpointEvery = epochs;
            return this;
        }

        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        public Builder threads(int threads) {
            this.threads = threads;
            return this;
        }

        /** As {@link ComputeDevice#of} reads it; the CPU by default. */
        public Builder device(String device) {
            this.device = device;
            return this;
        }

        /** @throws InvalidSettingsException naming every setting that is out of range */
        public TrainingSettings build() {
            return new TrainingSettings(
                    preset,
                    imageSize,
                    latentSize,
                    prior,
                    baseFeatures,
                    generatorLearningRate,
                    discriminatorLearningRate,
                    beta1,
                    beta2,
                    upsampling,
                    ema,
                    labelSmoothing,
                    clipNorm,
                    batchSize,
                    epochs,
                    checkpointEvery,
                    seed,
                    threads,
                    device);
        }
    }
}
