package io.github.latentj.trainer.config;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.latentj.contract.Prior;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
 * @param keepCheckpoints how many of the newest checkpoints stay, besides the best
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
        int keepCheckpoints,
        long seed,
        int threads,
        String device) {
    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();
    private static final List<Integer> SIZES = List.of(32, 64, 128, 256);
    private static final String SIZE_RULE = "must be 32, 64, 128 or 256";
    private static final Range LATENT = Range.whole("latent", 1, 1024);
    private static final Range FEATURES = Range.whole("features", 4, 256);
    private static final Range RATE = Range.real("learning-rate", 1e-7, 0.1);
    private static final Range GENERATOR_RATE = Range.real("generator-rate", 1e-7, 0.1);
    private static final Range DISCRIMINATOR_RATE = Range.real("discriminator-rate", 1e-7, 0.1);
    private static final Range BETA1 = Range.real("beta1", 0, 0.999);
    private static final Range BETA2 = Range.real("beta2", 0, 0.99999);
    private static final Range EMA = Range.real("ema", 0, 0.99999);
    private static final Range LABEL_SMOOTHING = Range.real("label-smoothing", 0, 0.5);
    private static final Range CLIP_NORM = Range.real("clip-norm", 0, 1e6);
    private static final Range BATCH = Range.whole("batch", 2, 1024);
    /** Also of {@code resume --epochs}. */
    public static final Range EPOCHS = Range.whole("epochs", 1, 1_000_000);

    private static final Range CHECKPOINT_EVERY = Range.whole("checkpoint-every", 1, 1_000_000);
    /** Also of {@code resume --keep-checkpoints}. */
    public static final Range KEEP_CHECKPOINTS = Range.whole("keep-checkpoints", 1, 1_000_000);

    private static final int USUALLY_KEPT = 3;
    private static final Range SEED = Range.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Range GPUS = Range.whole("gpus", 0, Integer.MAX_VALUE);
    private static final Range THREADS = Range.whole("threads", 1, 1024);

    /** @throws InvalidSettingsException naming every setting that is out of range */
    public TrainingSettings {
        // Runs of version 0.1 did not say.
        upsampling = upsampling == null ? Upsampling.TRANSPOSED : upsampling;
        keepCheckpoints = keepCheckpoints == 0 ? USUALLY_KEPT : keepCheckpoints;
        device = device == null ? ComputeDevice.CPU.toString() : device;
        List<String> problems = new ArrayList<>();
        if (!SIZES.contains(imageSize)) {
            problems.add("--size " + sizeRule(imageSize) + ", found " + imageSize);
        }
        LATENT.check(problems, latentSize);
        FEATURES.check(problems, baseFeatures);
        GENERATOR_RATE.check(problems, generatorLearningRate);
        DISCRIMINATOR_RATE.check(problems, discriminatorLearningRate);
        BETA1.check(problems, beta1);
        BETA2.check(problems, beta2);
        EMA.check(problems, ema);
        LABEL_SMOOTHING.check(problems, labelSmoothing);
        CLIP_NORM.check(problems, clipNorm);
        BATCH.check(problems, batchSize);
        EPOCHS.check(problems, epochs);
        CHECKPOINT_EVERY.check(problems, checkpointEvery);
        KEEP_CHECKPOINTS.check(problems, keepCheckpoints);
        THREADS.check(problems, threads);
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

    /**
     * Settings as a person gave them; what was not given is the preset's, or usual. Problems are left in {@code given}, and
     * usual values taken in their place.
     */
    public static TrainingSettings of(NamedValues given) {
        double rate = given.real(RATE, 2e-4);
        Preset preset = given.word("preset", Preset.class, Preset.TORCH);
        Builder usual = new Builder(preset);
        return usual.imageSize(size(given, usual.imageSize))
                .latentSize((int) given.whole(LATENT, usual.latentSize))
                .prior(given.word("prior", Prior.class, preset.prior()))
                .baseFeatures((int) given.whole(FEATURES, preset.baseFeatures()))
                .generatorLearningRate(given.real(GENERATOR_RATE, rate))
                .discriminatorLearningRate(given.real(DISCRIMINATOR_RATE, rate))
                .betas(given.real(BETA1, usual.beta1), given.real(BETA2, usual.beta2))
                .upsampling(given.word("upsampling", Upsampling.class, usual.upsampling))
                .ema(given.real(EMA, 0))
                .labelSmoothing(given.real(LABEL_SMOOTHING, 0))
                .clipNorm(given.real(CLIP_NORM, 0))
                .batchSize((int) given.whole(BATCH, usual.batchSize))
                .epochs((int) given.whole(EPOCHS, usual.epochs))
                .checkpointEvery((int) given.whole(CHECKPOINT_EVERY, usual.checkpointEvery))
                .keepCheckpoints((int) given.whole(KEEP_CHECKPOINTS, usual.keepCheckpoints))
                .seed(given.whole(SEED, usual.seed))
                .threads((int) given.whole(THREADS, usual.threads))
                .device(device(given))
                .build();
    }

    private static String device(NamedValues given) {
        if (given.whole(GPUS, 1) != 1) {
            given.addProblem("--gpus must be 1, found " + given.text("gpus").orElseThrow()
                    + ": LatentJ trains on one GPU only; choose which with --device gpu:N");
        }
        String text = given.text("device").orElse(ComputeDevice.AUTO.toString());
        try {
            return ComputeDevice.of(text).toString();
        } catch (IllegalArgumentException unknown) {
            given.addProblem(unknown.getMessage());
            return ComputeDevice.AUTO.toString();
        }
    }

    /** The side of the images in pixels that was given, or {@code otherwise}. */
    public static int size(NamedValues given, int otherwise) {
        Optional<String> text = given.text("size");
        if (text.isEmpty()) {
            return otherwise;
        }
        Optional<Integer> size = Range.whole("size", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .parse(text.get())
                .map(BigDecimal::intValue);
        if (size.isPresent() && SIZES.contains(size.get())) {
            return size.get();
        }
        given.refuse("size", size.map(TrainingSettings::sizeRule).orElse(SIZE_RULE));
        return otherwise;
    }

    private static String sizeRule(int size) {
        long least = SIZES.stream()
                .mapToLong(side -> Math.abs((long) size - side))
                .min()
                .orElseThrow();
        List<String> nearest = SIZES.stream()
                .filter(side -> Math.abs((long) size - side) == least)
                .map(String::valueOf)
                .toList();
        return SIZE_RULE + " (nearest: " + String.join(" and ", nearest) + ")";
    }

    /** Each setting as text by its name: what {@link #of(NamedValues)} makes these settings from. */
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("preset", preset.toString());
        named.put("size", String.valueOf(imageSize));
        named.put("latent", String.valueOf(latentSize));
        named.put("prior", prior.key());
        named.put("features", String.valueOf(baseFeatures));
        named.put("upsampling", upsampling.toString());
        named.put("epochs", String.valueOf(epochs));
        named.put("batch", String.valueOf(batchSize));
        named.put("generator-rate", decimal(generatorLearningRate));
        named.put("discriminator-rate", decimal(discriminatorLearningRate));
        named.put("beta1", decimal(beta1));
        named.put("beta2", decimal(beta2));
        named.put("ema", decimal(ema));
        named.put("label-smoothing", decimal(labelSmoothing));
        named.put("clip-norm", decimal(clipNorm));
        named.put("checkpoint-every", String.valueOf(checkpointEvery));
        named.put("keep-checkpoints", String.valueOf(keepCheckpoints));
        named.put("seed", String.valueOf(seed));
        named.put("threads", String.valueOf(threads));
        named.put("device", device);
        return named;
    }

    /** Without an exponent, which not every reader of YAML takes for a number. */
    private static String decimal(double value) {
        return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
    }

    /** All settings in one line for a person. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "Preset %s: %d x %d pixels, %s (%s), %d features; batch %d, %s; Adam %s / %s, betas %s, %s;"
                        + "%s device %s; seed %d.",
                preset,
                imageSize,
                imageSize,
                Counted.of(latentSize, "latent"),
                prior.key(),
                baseFeatures,
                batchSize,
                Counted.of(epochs, "epoch"),
                decimal(generatorLearningRate),
                decimal(discriminatorLearningRate),
                decimal(beta1),
                decimal(beta2),
                extras(),
                device,
                seed);
    }

    private String extras() {
        return (upsampling == Upsampling.RESIZE ? " resize-convolution;" : "")
                + (ema > 0 ? " generator average " + decimal(ema) + ";" : "")
                + (labelSmoothing > 0 ? " label smoothing " + decimal(labelSmoothing) + ";" : "")
                + (clipNorm > 0 ? " gradients clipped to " + decimal(clipNorm) + ";" : "");
    }

    /**
     * The same settings with another number of epochs.
     *
     * @throws InvalidSettingsException if it is out of range
     */
    public TrainingSettings withEpochs(int epochs) {
        return with(epochs, keepCheckpoints, device);
    }

    /** The same settings on another device. */
    public TrainingSettings on(ComputeDevice other) {
        return with(epochs, keepCheckpoints, other.toString());
    }

    /** The same settings with another number of checkpoints that stay, which changes no number of the training. */
    public TrainingSettings withKeepCheckpoints(int newest) {
        return with(epochs, newest, device);
    }

    private TrainingSettings with(int epochs, int keepCheckpoints, String device) {
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
                keepCheckpoints,
                seed,
                threads,
                device);
    }

    public ComputeDevice computeDevice() {
        return ComputeDevice.of(device);
    }

    /**
     * Reads {@code settings.json}, which runs of version 0.1 have.
     *
     * @throws InvalidSettingsException if {@code json} is something else
     */
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
        private int keepCheckpoints = USUALLY_KEPT;
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

        public Builder keepCheckpoints(int newest) {
            keepCheckpoints = newest;
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
                    keepCheckpoints,
                    seed,
                    threads,
                    device);
        }
    }
}
