package io.github.latentj.trainer.data;

import java.util.Collections;
import java.util.List;

/**
 * What is done to every picture on its way from a file into a set, the first time that it is decoded and each time again.
 *
 * @param channelSelection counted from 1; empty for all
 */
record Preparation(int side, List<Integer> channelSelection) {
    Preparation(ReadingOptions options) {
        this(options.side(), options.channelSelection());
    }

    /** The channels that are used, one if they are grey. */
    DecodedImage channels(DecodedImage decoded) throws UnreadableImageException {
        DecodedImage selected = selected(decoded);
        return selected.channels() > 1 && selected.isGrey() ? selected.withChannels(0) : selected;
    }

    private DecodedImage selected(DecodedImage image) throws UnreadableImageException {
        if (channelSelection.isEmpty()) {
            return image;
        }
        int highest = Collections.max(channelSelection);
        if (highest > image.channels()) {
            throw new UnreadableImageException("channel " + highest + " was asked for, it has " + image.channels());
        }
        return image.withChannels(
                channelSelection.stream().mapToInt(channel -> channel - 1).toArray());
    }

    /** A square, or the whole picture where squares are cut from other places each time. */
    DecodedImage cut(DecodedImage image, CropMode crop) {
        boolean small = Math.min(image.width(), image.height()) < side;
        return switch (crop) {
            case RESIZE -> image.square(side);
            case CENTER_CROP -> image.centre(side);
            case RANDOM_CROP -> small ? image.square(side) : image;
        };
    }
}
