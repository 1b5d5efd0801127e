package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.data.ReadingReport.Skipped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A user's images as an {@link ImageSet}: a folder with its sub-folders, a zip, or one file, of PNG, JPEG, TIFF and IDX.
 * Each page of a TIFF is a picture, unless ImageJ or OME say that pages are the channels of one. The set is grey if every
 * picture is, else RGB, or has the channels that its pictures have. Alpha and colour profiles are ignored, palettes
 * expanded, JPEGs turned upright as their EXIF says. One intensity rule serves the whole set.
 */
public final class ImageFolder {
    private static final int INTENSITY_SAMPLES = 4_000_000;

    private final ReadingOptions options;
    private final ReadingProgress progress;
    private final PictureCollector collector;
    private int recoloured;

    private ImageFolder(ReadingOptions options, ReadingProgress progress) {
        this.options = options;
        this.progress = progress;
        collector = new PictureCollector(options, progress);
    }

    /** What the network's images are made of. */
    public enum Channels {
        GREY,
        RGB
    }

    /**
     * The images, and what was found and decided.
     *
     * @param options as they were followed: what was left to the pictures is said
     */
    public record Reading(ImageSet images, ReadingReport details, ReadingOptions options) {
        /** A few lines for a person: what was read, what was skipped and why, what was decided. */
        public List<String> report() {
            return details.lines();
        }
    }

    /**
     * Reads with everything but size and channels left to the pictures. Blocks.
     *
     * @param side of the images for training, in pixels
     * @param channels what to make of the images, or null to let them decide
     * @throws NoImagesException if nothing can be read, naming what was found instead
     */
    public static Reading read(Path source, int side, Channels channels) {
        return read(source, ReadingOptions.ofSide(side).withChannels(channels));
    }

    /**
     * Reads a folder with its sub-folders, a zip file, or a single file. Blocks.
     *
     * @throws NoImagesException if nothing can be read, naming what was found instead
     */
    public static Reading read(Path source, ReadingOptions options) {
        return read(source, options, ReadingProgress.NONE);
    }

    /**
     * Reads a folder with its sub-folders, a zip file, or a single file, and tells {@code progress}. Blocks. Every file is
     * decoded once; as many pictures as {@code options} have room for stay in memory, and the others are decoded once more
     * for their fingerprint, and for the range of their values where that decides the intensities.
     *
     * @throws NoImagesException if nothing can be read, naming what was found instead
     */
    public static Reading read(Path source, ReadingOptions options, ReadingProgress progress) {
        ImageFolder folder = new ImageFolder(options, progress);
        ImageFiles.visit(source, folder.collector);
        folder.collector.finish();
        return folder.reading(source);
    }

    private Reading reading(Path source) {
        List<Picture> pictures = collector.pictures();
        refuseNothing(source, pictures);
        boolean[] used = sameChannels(pictures);
        refuseNothing(source, pictures);
        Map<PixelType, IntensityMap> maps = intensityMaps(pictures);
        PixelType deepest = Collections.max(maps.keySet());
        List<String> labels = used(collector.labels(), used);
        ImageSet images = new ImageSet(
                        options.side(),
                        maps,
                        maps.get(deepest),
                        pictures,
                        labels,
                        collector::reader,
                        collector.largestFile())
                .augmentedBy(options.augmentation())
                .withLostImages(options.lostImages());
        images.fingerprint(progress);
        List<String> decisions = new ArrayList<>(collector.remarks());
        if (recoloured > 0) {
            decisions.add((images.channels() == 3 ? "Grey made RGB: " : "RGB made grey, by the mean of its channels: ")
                    + Counted.of(recoloured, "picture") + ".");
        }
        if (maps.size() > 1) {
            decisions.add("Depths are mixed, and each is spread by itself. Generated images will have the values of "
                    + deepest.key() + ".");
        }
        if (!labels.isEmpty()) {
            decisions.add(
                    Counted.of(images.labels().size(), "class") + ": " + String.join(", ", images.labels()) + ".");
        }
        copies(pictures).ifPresent(decisions::add);
        decisions.add(images.storage());
        String shape =
                images.channels() == 1 ? "grey" : images.channels() == 3 ? "rgb" : images.channels() + "-channel";
        String summary = images.counted() + " from " + source + ", as " + shape + " " + options.side() + " x "
                + options.side() + "; "
                + (maps.size() > 1 ? depths(maps, pictures) + " each become" : images.intensityMap() + " becomes")
                + " -1 to 1.";
        return new Reading(
                images,
                new ReadingReport(
                        source,
                        summary,
                        new TreeMap<>(collector.kinds()),
                        List.copyOf(collector.skipped()),
                        List.copyOf(decisions),
                        collector.patches()),
                followed(images));
    }

    private static String depths(Map<PixelType, IntensityMap> maps, List<Picture> pictures) {
        return maps.values().stream()
                .map(map -> map + " ("
                        + Counted.of(
                                pictures.stream()
                                        .filter(picture -> picture.type() == map.pixelType())
                                        .count(),
                                "picture")
                        + ")")
                .collect(Collectors.joining(" and "));
    }

    private ReadingOptions followed(ImageSet images) {
        ReadingOptions followed = options.withCrop(collector.crop());
        return switch (images.channels()) {
            case 1 -> followed.withChannels(Channels.GREY);
            case 3 -> followed.withChannels(Channels.RGB);
            default -> followed;
        };
    }

    private void refuseNothing(Path source, List<Picture> pictures) {
        if (pictures.isEmpty()) {
            List<Skipped> skipped = collector.skipped();
            throw new NoImagesException("no images in "
                    + source.toAbsolutePath().normalize() + ": looked for PNG, JPEG and TIFF; "
                    + (skipped.isEmpty()
                            ? "the folder holds no files"
                            : "found " + Counted.of(skipped.size(), "other file") + ", such as " + skipped.get(0)));
        }
    }

    private static List<String> used(List<String> labels, boolean[] used) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (used[i]) {
                kept.add(labels.get(i));
            }
        }
        return kept;
    }

    /** Gives all pictures the same channels; those that cannot have them are skipped. Returns which were kept. */
    private boolean[] sameChannels(List<Picture> pictures) {
        int channels = channels(pictures);
        long heldBytes = 0;
        boolean[] used = new boolean[pictures.size()];
        List<Picture> same = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            Picture picture = pictures.get(i);
            used[i] = picture.channels() == channels || isColour(picture.channels()) && isColour(channels);
            if (used[i]) {
                recoloured += picture.channels() == channels ? 0 : 1;
                Picture coloured = picture.withColour(channels);
                boolean fits = heldBytes + coloured.bytes() <= options.cacheBytes();
                heldBytes += fits && coloured.held() != null ? coloured.bytes() : 0;
                same.add(fits ? coloured : coloured.released());
            } else {
                collector.unreadable(
                        picture.name(), "it has " + picture.channels() + " channels, the others " + channels);
            }
        }
        pictures.clear();
        pictures.addAll(same);
        return used;
    }

    private static boolean isColour(int channels) {
        return channels == 1 || channels == 3;
    }

    /** What was asked for, or what most pictures have, where grey counts as colour. */
    private int channels(List<Picture> pictures) {
        if (options.channels() != null) {
            return options.channels() == Channels.GREY ? 1 : 3;
        }
        Map<Integer, Long> counts = pictures.stream()
                .map(Picture::channels)
                .filter(channels -> channels <= ReadingOptions.MOST_CHANNELS)
                .collect(Collectors.groupingBy(
                        channels -> isColour(channels) ? 3 : channels, TreeMap::new, Collectors.counting()));
        if (counts.isEmpty()) {
            return 1;
        }
        int most =
                Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
        boolean grey = pictures.stream().noneMatch(picture -> picture.channels() == 3);
        return most == 3 && grey ? 1 : most;
    }

    private Map<PixelType, IntensityMap> intensityMaps(List<Picture> pictures) {
        Map<PixelType, IntensityMap> maps = new EnumMap<>(PixelType.class);
        for (PixelType type : PixelType.values()) {
            List<Picture> ofType =
                    pictures.stream().filter(picture -> picture.type() == type).toList();
            if (!ofType.isEmpty()) {
                maps.put(type, intensityMap(type, ofType));
            }
        }
        return maps;
    }

    private IntensityMap intensityMap(PixelType type, List<Picture> pictures) {
        if (options.intensity().ignoresValues(type)) {
            return options.intensity().map(type, 0, 1, new float[0]);
        }
        long pixels = pictures.stream().mapToLong(Picture::length).sum();
        int stride = (int) (pixels / INTENSITY_SAMPLES + 1);
        float[] sample = new float[(int) ((pixels + stride - 1) / stride)];
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        long seen = 0;
        PictureReader reader = collector.reader();
        for (int p = 0; p < pictures.size(); p++) {
            progress.at("Finding the range of " + type.key() + " values", p, pictures.size());
            StoredPicture values = reader.values(pictures.get(p));
            for (int i = 0; i < values.length(); i++) {
                float value = values.value(i);
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
                if (seen % stride == 0) {
                    sample[(int) (seen / stride)] = value;
                }
                seen++;
            }
        }
        if (lowest == highest) {
            throw new NoImagesException(
                    "every pixel of every image is " + lowest + ": there is nothing to learn from them");
        }
        return options.intensity().map(type, lowest, highest, sample);
    }

    private static Optional<String> copies(List<Picture> pictures) {
        Set<Long> contents = new HashSet<>();
        pictures.forEach(picture -> contents.add(picture.contentHash()));
        int copies = pictures.size() - contents.size();
        if (copies == 0) {
            return Optional.empty();
        }
        return Optional.of(
                contents.size() == 1
                        ? "Warning: all pictures are the same."
                        : "Warning: exact copies of other pictures: " + copies + ".");
    }
}
