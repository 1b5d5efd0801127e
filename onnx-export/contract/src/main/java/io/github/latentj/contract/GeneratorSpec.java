package io.github.latentj.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that is needed to use a generator, as written into its file's metadata. Immutable; every value is checked
 * when it is built or read. The keys and their meaning are told in {@code docs/model-contract.md}.
 */
public final class GeneratorSpec {
    /** The newest contract that this reader knows. */
    public static final int CONTRACT_VERSION = 1;

    /** Marks a file as following the contract; its value is the contract's version. */
    public static final String CONTRACT_KEY = "latentj.contract";

    public static final String PRIOR_KEY = "latentj.prior";
    public static final String LATENT_SIZE_KEY = "latentj.latent_size";
    public static final String WIDTH_KEY = "latentj.width";
    public static final String HEIGHT_KEY = "latentj.height";
    public static final String CHANNELS_KEY = "latentj.channels";
    public static final String CHANNEL_NAMES_KEY = "latentj.channel_names";
    public static final String PIXEL_TYPE_KEY = "latentj.pixel_type";
    public static final String INTENSITY_MINIMUM_KEY = "latentj.intensity_minimum";
    public static final String INTENSITY_MAXIMUM_KEY = "latentj.intensity_maximum";
    public static final String INTENSITY_UNIT_KEY = "latentj.intensity_unit";
    public static final String PIXEL_WIDTH_KEY = "latentj.pixel_width";
    public static final String PIXEL_HEIGHT_KEY = "latentj.pixel_height";
    public static final String PIXEL_UNIT_KEY = "latentj.pixel_unit";
    public static final String WEIGHTS_SHA256_KEY = "latentj.weights_sha256";
    public static final String PARITY_KEY = "latentj.parity_max_abs_difference";
    /** In an inversion graph: the weight digest of the generator that it belongs to. */
    public static final String GENERATOR_SHA256_KEY = "latentj.generator_sha256";
    /** In a generator with 8-bit layers: peak signal-to-noise ratio of its images against the network's, in decibels. */
    public static final String INT8_PSNR_KEY = "latentj.int8_psnr_db";
    /** Prefix of the free provenance entries, such as {@code latentj.training.seed}. */
    public static final String PROVENANCE_PREFIX = "latentj.training.";
    /** ONNX's own key: layout of the pixels, {@code Gray8}, {@code Rgb8} and so on. */
    public static final String ONNX_PIXEL_FORMAT_KEY = "Image.BitmapPixelFormat";
    /** ONNX's own key: range of the network's pixels. */
    public static final String ONNX_NOMINAL_RANGE_KEY = "Image.NominalPixelRange";

    private static final int LARGEST_SIDE = 16_384;
    private static final int MOST_CHANNELS = 64;
    private static final int LARGEST_LATENT = 65_536;
    private static final int LONGEST_VALUE = 4_096;

    private final Prior prior;
    private final int latentSize;
    private final int width;
    private final int height;
    private final List<String> channelNames;
    private final IntensityMap intensityMap;
    private final String intensityUnit;
    private final PixelSize pixelSize;
    private final Map<String, String> provenance;
    private final String weightsSha256;
    private final Double parity;

    private GeneratorSpec(Builder builder) {
        prior = Objects.requireNonNull(builder.prior, "prior");
        latentSize = inRange("latent size", builder.latentSize, LARGEST_LATENT);
        width = inRange("image width", builder.width, LARGEST_SIDE);
        height = inRange("image height", builder.height, LARGEST_SIDE);
        channelNames = Collections.unmodifiableList(new ArrayList<>(builder.channelNames));
        inRange("number of channels", channelNames.size(), MOST_CHANNELS);
        for (String name : channelNames) {
            if (name.isEmpty() || name.indexOf(',') >= 0) {
                throw new ContractException(
                        "a channel name must not be empty or contain a comma, found '" + Quote.shortened(name) + "'");
            }
        }
        intensityMap = Objects.requireNonNull(builder.intensityMap, "intensityMap");
        intensityUnit = builder.intensityUnit;
        pixelSize = builder.pixelSize;
        provenance = Collections.unmodifiableMap(new TreeMap<>(builder.provenance));
        weightsSha256 = builder.weightsSha256;
        parity = builder.parity;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this specification. */
    public Builder toBuilder() {
        Builder builder = new Builder()
                .prior(prior)
                .latentSize(latentSize)
                .imageSize(width, height)
                .channelNames(channelNames)
                .intensityMap(intensityMap);
        builder.intensityUnit = intensityUnit;
        builder.pixelSize = pixelSize;
        builder.provenance.putAll(provenance);
        builder.weightsSha256 = weightsSha256;
        builder.parity = parity;
        return builder;
    }

    /** True if the metadata claims to follow the contract, of whatever version. */
    public static boolean isPresentIn(Map<String, String> metadata) {
        return metadata.containsKey(CONTRACT_KEY);
    }

    /**
     * Reads and checks the metadata of a generator file.
     *
     * @throws ContractException if the contract is absent, newer than this reader, incomplete or contradictory
     */
    public static GeneratorSpec fromMetadata(Map<String, String> metadata) {
        MetadataReader reader = new MetadataReader(metadata, LONGEST_VALUE);
        int version = reader.positiveInt(CONTRACT_KEY);
        if (version > CONTRACT_VERSION) {
            throw new ContractException("the model follows contract version " + version
                    + ", this LatentJ knows versions up to " + CONTRACT_VERSION + ": update LatentJ");
        }
        int channels = reader.positiveInt(CHANNELS_KEY);
        List<String> names = reader.list(CHANNEL_NAMES_KEY);
        if (names.size() != channels) {
            throw new ContractException(
                    CHANNELS_KEY + " is " + channels + " but " + CHANNEL_NAMES_KEY + " names " + names.size());
        }
        Builder builder = builder()
                .prior(Prior.ofKey(reader.text(PRIOR_KEY)))
                .latentSize(reader.positiveInt(LATENT_SIZE_KEY))
                .imageSize(reader.positiveInt(WIDTH_KEY), reader.positiveInt(HEIGHT_KEY))
                .channelNames(names)
                .intensityMap(new IntensityMap(
                        PixelType.ofKey(reader.text(PIXEL_TYPE_KEY)),
                        reader.number(INTENSITY_MINIMUM_KEY),
                        reader.number(INTENSITY_MAXIMUM_KEY)));
        reader.optionalText(INTENSITY_UNIT_KEY).ifPresent(builder::intensityUnit);
        if (metadata.containsKey(PIXEL_WIDTH_KEY)) {
            builder.pixelSize(new PixelSize(
                    reader.number(PIXEL_WIDTH_KEY), reader.number(PIXEL_HEIGHT_KEY), reader.text(PIXEL_UNIT_KEY)));
        }
        reader.optionalText(WEIGHTS_SHA256_KEY).ifPresent(builder::weightsSha256);
        if (metadata.containsKey(PARITY_KEY)) {
            builder.parity(reader.number(PARITY_KEY));
        }
        reader.withPrefix(PROVENANCE_PREFIX).forEach(builder::provenance);
        return builder.build();
    }

    /** The metadata entries of this specification, in a fixed order. */
    public Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(CONTRACT_KEY, String.valueOf(CONTRACT_VERSION));
        metadata.put(PRIOR_KEY, prior.key());
        metadata.put(LATENT_SIZE_KEY, String.valueOf(latentSize));
        metadata.put(WIDTH_KEY, String.valueOf(width));
        metadata.put(HEIGHT_KEY, String.valueOf(height));
        metadata.put(CHANNELS_KEY, String.valueOf(channels()));
        metadata.put(CHANNEL_NAMES_KEY, String.join(",", channelNames));
        metadata.put(PIXEL_TYPE_KEY, intensityMap.pixelType().key());
        metadata.put(INTENSITY_MINIMUM_KEY, String.valueOf(intensityMap.minimum()));
        metadata.put(INTENSITY_MAXIMUM_KEY, String.valueOf(intensityMap.maximum()));
        intensityUnit().ifPresent(unit -> metadata.put(INTENSITY_UNIT_KEY, unit));
        pixelSize().ifPresent(size -> {
            metadata.put(PIXEL_WIDTH_KEY, String.valueOf(size.width()));
            metadata.put(PIXEL_HEIGHT_KEY, String.valueOf(size.height()));
            metadata.put(PIXEL_UNIT_KEY, size.unit());
        });
        weightsSha256().ifPresent(digest -> metadata.put(WEIGHTS_SHA256_KEY, digest));
        parity().ifPresent(difference -> metadata.put(PARITY_KEY, String.valueOf(difference)));
        provenance.forEach((name, value) -> metadata.put(PROVENANCE_PREFIX + name, value));
        onnxPixelFormat().ifPresent(format -> metadata.put(ONNX_PIXEL_FORMAT_KEY, format));
        metadata.put(ONNX_NOMINAL_RANGE_KEY, "Normalized_1_1");
        return metadata;
    }

    private Optional<String> onnxPixelFormat() {
        String depth = intensityMap.pixelType() == PixelType.UINT8 ? "8" : "16";
        if (intensityMap.pixelType() == PixelType.FLOAT32) {
            return Optional.empty();
        }
        if (channels() == 1) {
            return Optional.of("Gray" + depth);
        }
        return channels() == 3 && depth.equals("8") ? Optional.of("Rgb8") : Optional.empty();
    }

    public Prior prior() {
        return prior;
    }

    /** Components of one latent vector. */
    public int latentSize() {
        return latentSize;
    }

    /** Pixels. */
    public int width() {
        return width;
    }

    /** Pixels. */
    public int height() {
        return height;
    }

    public int channels() {
        return channelNames.size();
    }

    public List<String> channelNames() {
        return channelNames;
    }

    public IntensityMap intensityMap() {
        return intensityMap;
    }

    /** What the image values count, such as {@code photons}; absent if nobody said. */
    public Optional<String> intensityUnit() {
        return Optional.ofNullable(intensityUnit);
    }

    public Optional<PixelSize> pixelSize() {
        return Optional.ofNullable(pixelSize);
    }

    /** How the model came to be: trainer version, preset, seed, steps, data fingerprint, date. Sorted by name. */
    public Map<String, String> provenance() {
        return provenance;
    }

    /** SHA-256 of the weights in lower-case hexadecimal, computed as the contract says. */
    public Optional<String> weightsSha256() {
        return Optional.ofNullable(weightsSha256);
    }

    /** Largest absolute difference in network range between DJL and ONNX Runtime, measured at export. */
    public Optional<Double> parity() {
        return Optional.ofNullable(parity);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GeneratorSpec && toMetadata().equals(((GeneratorSpec) other).toMetadata());
    }

    @Override
    public int hashCode() {
        return toMetadata().hashCode();
    }

    @Override
    public String toString() {
        return "GeneratorSpec" + toMetadata();
    }

    private static int inRange(String name, int value, int largest) {
        if (value < 1 || value > largest) {
            throw new ContractException(name + " must be 1 to " + largest + ", found " + value);
        }
        return value;
    }

    /** Collects the values of a {@link GeneratorSpec}; {@link #build()} checks them. */
    public static final class Builder {
        private Prior prior = Prior.NORMAL;
        private int latentSize;
        private int width;
        private int height;
        private List<String> channelNames = Collections.emptyList();
        private IntensityMap intensityMap = IntensityMap.uint8();
        private String intensityUnit;
        private PixelSize pixelSize;
        private final Map<String, String> provenance = new TreeMap<>();
        private String weightsSha256;
        private Double parity;

        private Builder() {}

        public Builder prior(Prior prior) {
            this.prior = prior;
            return this;
        }

        public Builder latentSize(int latentSize) {
            this.latentSize = latentSize;
            return this;
        }

        public Builder imageSize(int width, int height) {
            this.width = width;
            this.height = height;
            return this;
        }

        /** One name a channel, so that the number of names is the number of channels. */
        public Builder channelNames(List<String> channelNames) {
            this.channelNames = new ArrayList<>(channelNames);
            return this;
        }

        /** Names the usual channels: {@code gray} for one, {@code red, green, blue} for three, else {@code c1...}. */
        public Builder channels(int channels) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= channels; i++) {
                names.add("c" + i);
            }
            if (channels == 1) {
                names = Collections.singletonList("gray");
            } else if (channels == 3) {
                names = Arrays.asList("red", "green", "blue");
            }
            return channelNames(names);
        }

        public Builder intensityMap(IntensityMap intensityMap) {
            this.intensityMap = intensityMap;
            return this;
        }

        public Builder intensityUnit(String intensityUnit) {
            this.intensityUnit = intensityUnit;
            return this;
        }

        public Builder pixelSize(PixelSize pixelSize) {
            this.pixelSize = pixelSize;
            return this;
        }

        /** Adds one entry of provenance, such as {@code seed}. */
        public Builder provenance(String name, String value) {
            provenance.put(name, value);
            return this;
        }

        /** @throws ContractException unless {@code digest} is 64 lower-case hexadecimal digits */
        public Builder weightsSha256(String digest) {
            if (!digest.matches("[0-9a-f]{64}")) {
                throw new ContractException("weights digest must be 64 lower-case hexadecimal digits, found '"
                        + Quote.shortened(digest) + "'");
            }
            weightsSha256 = digest;
            return this;
        }

        /** @throws ContractException if the difference is negative or not finite */
        public Builder parity(double maxAbsDifference) {
            if (!(maxAbsDifference >= 0) || Double.isInfinite(maxAbsDifference)) {
                throw new ContractException("parity must be finite and not negative, found " + maxAbsDifference);
            }
            parity = maxAbsDifference;
            return this;
        }

        /** @throws ContractException if a value is missing or out of range */
        public GeneratorSpec build() {
            return new GeneratorSpec(this);
        }
    }
}
