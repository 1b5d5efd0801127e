package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.InvalidSettingsException;
import io.github.latentj.trainer.config.NamedValues;
import io.github.latentj.trainer.config.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How pictures on disk become images for training.
 *
 * @param side of the square images, in pixels
 * @param channels grey or RGB, or null to let the pictures decide
 * @param channelSelection which channels of a picture are used, counted from 1, in this order; empty for all
 * @param crop how a picture becomes a square, or null to let the pictures decide
 * @param intensity which image values become -1 and 1
 * @param augmentation of the images each time training sees them
 * @param cacheMegabytes most memory for decoded images, or null for half of Java's; what does not fit is decoded anew each
 *     time, which changes no image
 * @param lostImages what becomes of images that are gone when training wants to decode them again
 */
public record ReadingOptions(
        int side,
        ImageFolder.Channels channels,
        List<Integer> channelSelection,
        CropMode crop,
        IntensityRule intensity,
        Augmentation augmentation,
        Integer cacheMegabytes,
        LostImages lostImages) {
    private static final String AUTOMATIC = "automatic";
    private static final String SELECTION = "select-channels";
    private static final String ALL = "all";
    private static final String LOST = "lost-images";
    private static final Range CACHE = Range.whole("cache", 0, 1_000_000);

    /** Most channels that a network is built for. */
    public static final int MOST_CHANNELS = 8;

    /** @throws InvalidSettingsException naming every choice that cannot be followed */
    public ReadingOptions {
        channelSelection = List.copyOf(channelSelection);
        Objects.requireNonNull(intensity, "intensity");
        Objects.requireNonNull(augmentation, "augmentation");
        // Runs from before this choice do not name it.
        lostImages = lostImages == null ? LostImages.STOP : lostImages;
        List<String> problems = new ArrayList<>();
        if (cacheMegabytes != null && cacheMegabytes < 0) {
            problems.add(CACHE.problem("--cache", String.valueOf(cacheMegabytes)));
        }
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

    /** Options as a person gave them; problems are left in {@code given}, and usual values taken in their place. */
    public static ReadingOptions of(int side, NamedValues given) {
        ImageFolder.Channels channels = given.word("channels", ImageFolder.Channels.class, null, AUTOMATIC);
        CropMode crop = given.word("crop", CropMode.class, null, AUTOMATIC);
        IntensityRule intensity = given.word("intensity", IntensityRule.class, IntensityRule.AUTOMATIC);
        return new ReadingOptions(
                side,
                channels,
                selection(given),
                crop,
                intensity,
                Augmentation.of(given),
                cache(given),
                given.word(LOST, LostImages.class, LostImages.STOP));
    }

    private static Integer cache(NamedValues given) {
        boolean automatic = given.text(CACHE.name())
                .map(text -> text.strip().equals(AUTOMATIC))
                .orElse(true);
        return automatic ? null : (Integer) (int) given.whole(CACHE, 0);
    }

    private static List<Integer> selection(NamedValues given) {
        String text = given.text(SELECTION).orElse(ALL).replace(" ", "");
        if (text.equals(ALL)) {
            return List.of();
        }
        if (!text.matches("[1-9][0-9]{0,5}(,[1-9][0-9]{0,5}){0," + (MOST_CHANNELS - 1) + "}")) {
            given.refuse(
                    SELECTION, "must be all, or at most " + MOST_CHANNELS + " channels counted from 1, such as 1,3");
            return List.of();
        }
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    /** Each choice but the size as text by its name: what {@link #of(int, NamedValues)} makes these options from. */
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("channels", channels == null ? AUTOMATIC : channels.name().toLowerCase(Locale.ROOT));
        named.put(
                SELECTION,
                channelSelection.isEmpty()
                        ? ALL
                        : channelSelection.stream().map(String::valueOf).collect(Collectors.joining(",")));
        named.put("crop", crop == null ? AUTOMATIC : crop.toString());
        named.put("intensity", intensity.toString());
        named.putAll(augmentation.named());
        named.put(CACHE.name(), cacheMegabytes == null ? AUTOMATIC : String.valueOf(cacheMegabytes));
        named.put(LOST, lostImages.toString());
        return named;
    }

    /** Everything but the size left to the pictures. */
    public static ReadingOptions ofSide(int side) {
        return new ReadingOptions(
                side, null, List.of(), null, IntensityRule.AUTOMATIC, Augmentation.NONE, null, LostImages.STOP);
    }

    public ReadingOptions withChannels(ImageFolder.Channels greyOrRgb) {
        return new ReadingOptions(
                side, greyOrRgb, channelSelection, crop, intensity, augmentation, cacheMegabytes, lostImages);
    }

    /** Uses only the given channels of each picture, counted from 1. */
    public ReadingOptions withChannelSelection(List<Integer> selection) {
        return new ReadingOptions(side, channels, selection, crop, intensity, augmentation, cacheMegabytes, lostImages);
    }

    public ReadingOptions withCrop(CropMode mode) {
        return new ReadingOptions(
                side, channels, channelSelection, mode, intensity, augmentation, cacheMegabytes, lostImages);
    }

    public ReadingOptions withIntensity(IntensityRule rule) {
        return new ReadingOptions(
                side, channels, channelSelection, crop, rule, augmentation, cacheMegabytes, lostImages);
    }

    public ReadingOptions withAugmentation(Augmentation changes) {
        return new ReadingOptions(
                side, channels, channelSelection, crop, intensity, changes, cacheMegabytes, lostImages);
    }

    /** Holds at most so many megabytes of decoded images in memory; 0 for none. */
    public ReadingOptions withCache(int megabytes) {
        return new ReadingOptions(
                side, channels, channelSelection, crop, intensity, augmentation, megabytes, lostImages);
    }

    /** With the cache that {@code given} names, if it does; problems are left in there. Changes no image. */
    public ReadingOptions withCache(NamedValues given) {
        return given.has(CACHE.name())
                ? new ReadingOptions(
                        side, channels, channelSelection, crop, intensity, augmentation, cache(given), lostImages)
                : this;
    }

    public ReadingOptions withLostImages(LostImages choice) {
        return new ReadingOptions(
                side, channels, channelSelection, crop, intensity, augmentation, cacheMegabytes, choice);
    }

    /** Most bytes of decoded images to hold; never more than leaves training some of Java's memory. */
    long cacheBytes() {
        long most = Runtime.getRuntime().maxMemory() / 10;
        return cacheMegabytes == null ? 5 * most : Math.min(7 * most, cacheMegabytes * 1_000_000L);
    }
}
