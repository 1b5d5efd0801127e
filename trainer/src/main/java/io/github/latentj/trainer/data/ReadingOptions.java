package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.InvalidSettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How pictures on disk become images for training.
 *
 * @param side of the square images, in pixels
 * @param channels grey or RGB, or null to let the pictures decide
 * @param channelSelection which channels of a picture are used, counted from 1, in this order; empty for all
 * @param crop how a picture becomes a square, or null to let the pictures decide
 * @param intensity which image values become -1 and 1
 * @param augmentation of the images each time training sees them
 */
public record ReadingOptions(
        int side,
        ImageFolder.Channels channels,
        List<Integer> channelSelection,
        CropMode crop,
        IntensityRule intensity,
        Augmentation augmentation) {
    /** Most channels that a network is built for. */
    public static final int MOST_CHANNELS = 8;

    /** @throws InvalidSettingsException naming every choice that cannot be followed */
    public ReadingOptions {
        channelSelection = List.copyOf(channelSelection);
        Objects.requireNonNull(intensity, "intensity");
        Objects.requireNonNull(augmentation, "augmentation");
        List<String> problems = new ArrayList<>();
        if (side < 1) {
            problems.add("--size must be positive, found " + side);
        }
        if (channelSelection.size() > MOST_CHANNELS) {
            problems.add("at most " + MOST_CHANNELS + " channels can be used, found " + channelSelection.size());
        }
        for (int channel : channelSelection) {
            if (channel < 1) {
                problems.add("channels of a picture are counted from 1, found " + channel);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    /** Everything but the size left to the pictures. */
    public static ReadingOptions ofSide(int side) {
        return new ReadingOptions(side, null, List.of(), null, IntensityRule.AUTOMATIC, Augmentation.NONE);
    }

    public ReadingOptions withChannels(ImageFolder.Channels greyOrRgb) {
        return new ReadingOptions(side, greyOrRgb, channelSelection, crop, intensity, augmentation);
    }

    /** Uses only the given channels of each picture, counted from 1. */
    public ReadingOptions withChannelSelection(List<Integer> selection) {
        return new ReadingOptions(side, channels, selection, crop, intensity, augmentation);
    }

    public ReadingOptions withCrop(CropMode mode) {
        return new ReadingOptions(side, channels, channelSelection, mode, intensity, augmentation);
    }

    public ReadingOptions withIntensity(IntensityRule rule) {
        return new ReadingOptions(side, channels, channelSelection, crop, rule, augmentation);
    }

    public ReadingOptions withAugmentation(Augmentation changes) {
        return new ReadingOptions(side, channels, channelSelection, crop, intensity, changes);
    }
}
