package io.github.latentj.trainer;

import io.github.latentj.trainer.data.Augmentation;
import io.github.latentj.trainer.data.CropMode;
import io.github.latentj.trainer.data.ImageFolder;
import io.github.latentj.trainer.data.IntensityRule;
import io.github.latentj.trainer.data.ReadingOptions;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say how pictures on disk become images for training. */
final class ReadingMixin {
    @Option(names = "--channels", description = "grey or rgb; default: grey if every image is.")
    private ImageFolder.Channels channels;

    @Option(
            names = "--select-channels",
            split = ",",
            description = "Which channels of multi-channel images to use, such as 1,3; default: all.")
    private List<Integer> selection = List.of();

    @Option(
            names = "--crop",
            description = "resize, center-crop or random-crop; default: random-crop if images are at least four times"
                    + " as large as --size, else resize.")
    private CropMode crop;

    @Option(
            names = "--intensity",
            defaultValue = "automatic",
            description =
                    "Which values become black and white for the network: type-range, min-max or percentiles of the"
                            + " whole set, or automatic: type-range for 8 bits, min-max for more. Default ${DEFAULT-VALUE}.")
    private IntensityRule intensity;

    @Option(names = "--flips", description = "Show images mirrored half of the time, left-right and up-down.")
    private boolean flips;

    @Option(names = "--quarter-turns", description = "Show images turned by 0, 90, 180 or 270 degrees.")
    private boolean quarterTurns;

    @Option(
            names = "--intensity-jitter",
            defaultValue = "0",
            description = "Show images brighter or darker by up to this share, 0 to 0.5; default ${DEFAULT-VALUE}.")
    private double jitter;

    ReadingOptions options(int side) {
        Augmentation augmentation = new Augmentation(flips, quarterTurns, jitter);
        return new ReadingOptions(side, channels, selection, crop, intensity, augmentation);
    }
}
