package io.github.latentj.explore.real;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.explore.RequestException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/** Brings images into the size and range that a network was trained with. */
public final class NetworkInputs {
    private final GeneratorSpec spec;
    private final IntensityMap intensities;

    public NetworkInputs(GeneratorSpec spec) {
        this(spec, spec.intensityMap());
    }

    /** @param intensities which image values become black and white to the network, if not those of the model */
    public NetworkInputs(GeneratorSpec spec, IntensityMap intensities) {
        this.spec = spec;
        this.intensities = intensities;
    }

    /**
     * Each image is read and resampled when it is asked for, so that neither time nor memory is spent in advance.
     *
     * @return float32 [N][C * H * W] in network range; what lies outside the intensity map's range is clipped
     * @throws RequestException if there are no images, or one has another number of channels
     */
    public List<float[]> of(List<SourceImage> images) {
        requireChannels(images);
        return new AbstractList<float[]>() {
            @Override
            public float[] get(int index) {
                return of(images.get(index));
            }

            @Override
            public int size() {
                return images.size();
            }
        };
    }

    private void requireChannels(List<SourceImage> images) {
        if (images.isEmpty()) {
            throw new RequestException("there is no image to look at");
        }
        for (SourceImage image : images) {
            if (image.channels() != spec.channels()) {
                throw new RequestException("the model looks at images with " + spec.channels()
                        + (spec.channels() == 1 ? " channel (" : " channels (")
                        + String.join(", ", spec.channelNames()) + "), " + image.name() + " has " + image.channels()
                        + ": "
                        + (image.channels() > spec.channels() && spec.channels() == 1
                                ? "convert it first, RGB by Image > Type > 8-bit, several channels by Image > Duplicate or"
                                        + " Image > Color > Split Channels"
                                : "convert it first, for example with Image > Type"));
            }
        }
    }

    private float[] of(SourceImage image) {
        int pixels = spec.width() * spec.height();
        float[] input = new float[spec.channels() * pixels];
        for (int c = 0; c < spec.channels(); c++) {
            float[] plane =
                    Resampling.resampled(image.channel(c), image.width(), image.height(), spec.width(), spec.height());
            for (int i = 0; i < pixels; i++) {
                if (Float.isNaN(plane[i])) {
                    throw new RequestException(image.name()
                            + " has pixels that are not numbers (NaN): replace them first, for example with"
                            + " Process > Noise > Remove NaNs");
                }
                input[c * pixels + i] = intensities.toNetwork(plane[i]);
            }
        }
        return input;
    }

    /**
     * How much each of the network's pixels counts, float32 [H * W], 1 in the mean.
     *
     * @throws RequestException if no pixel counts
     */
    float[] weightsOf(SourceImage image) {
        if (!image.weights().isPresent()) {
            float[] ones = new float[spec.width() * spec.height()];
            Arrays.fill(ones, 1);
            return ones;
        }
        float[] weights = Resampling.resampled(
                        image.weights().get(), image.width(), image.height(), spec.width(), spec.height())
                .clone();
        double sum = 0;
        for (float weight : weights) {
            if (!(weight >= 0) || weight == Float.POSITIVE_INFINITY) {
                throw new RequestException(
                        "weights must be numbers that are not negative, found " + weight + " for " + image.name());
            }
            sum += weight;
        }
        if (sum == 0) {
            throw new RequestException("no pixel of " + image.name() + " counts: its weights are all zero");
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= (float) (weights.length / sum);
        }
        return weights;
    }
}
