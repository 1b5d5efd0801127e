package io.github.latentj.trainer;

import picocli.CommandLine.Option;

/** The options that say how pictures on disk become images for training; text, as in {@link TrainingOptions}. */
final class ImageOptions {
    @Option(
            names = "--size",
            paramLabel = "SIDE",
            completionCandidates = Choices.Sizes.class,
            description = "Side of the images in pixels: 32, 64, 128 or 256; default 64.")
    private String size;

    @Option(
            names = "--channels",
            paramLabel = "COLOURS",
            completionCandidates = Choices.Channels.class,
            description =
                    "grey or rgb to turn all pictures into that, or automatic, the default: grey if every image is,"
                            + " rgb if any has colours, all 2 to 8 channels of TIFFs with as many.")
    private String channels;

    @Option(
            names = "--select-channels",
            paramLabel = "LIST",
            description = "Which channels of multi-channel images to use, such as 1,3; default: all.")
    private String selection;

    @Option(
            names = "--crop",
            paramLabel = "CROP",
            completionCandidates = Choices.Crop.class,
            description = "resize, center-crop, random-crop, or automatic, the default: random-crop if images are at"
                    + " least four times as large as --size, else resize.")
    private String crop;

    @Option(
            names = "--intensity",
            paramLabel = "RULE",
            completionCandidates = Choices.Intensity.class,
            description =
                    "Which values become black and white for the network: type-range, min-max or percentiles of the"
                            + " whole set, or automatic: type-range for 8 bits, min-max for more. Default automatic.")
    private String intensity;

    @Option(
            names = "--flips",
            negatable = true,
            description = "Show images mirrored half of the time, left-right and up-down.")
    private Boolean flips;

    @Option(
            names = "--quarter-turns",
            negatable = true,
            description = "Show images turned by 0, 90, 180 or 270 degrees.")
    private Boolean quarterTurns;

    @Option(
            names = "--intensity-jitter",
            paramLabel = "SHARE",
            description = "Show images brighter or darker by up to this share, 0 to 0.5; default 0.")
    private String jitter;

    @Option(
            names = "--cache",
            paramLabel = "MB",
            description =
                    "Most megabytes of decoded images to hold in memory; those beyond are decoded each time they are"
                            + " seen, beside training. Default: half of Java's memory (-Xmx).")
    private String cache;

    @Option(
            names = "--lost-images",
            paramLabel = "ACTION",
            completionCandidates = Choices.LostImages.class,
            description =
                    "What to do when the file of an image is gone or changed during training: stop, saving first, or"
                            + " skip it; default stop.")
    private String lostImages;
}
