package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A user's images as an {@link ImageSet}. Each picture, and each page of a TIFF, is cut to its largest centred square and
 * resampled to the size of training. The set is grey if every picture is, else RGB, unless asked otherwise. 8-bit sets map
 * 0 to 255 onto the network's range; sets with deeper pictures map the smallest to the largest value found.
 */
public final class ImageFolder {
    private static final int REASONS_SHOWN = 5;

    private final int side;
    private final List<DecodedImage> pictures = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private boolean allGrey = true;
    private long replaced;

    private ImageFolder(int side) {
        this.side = side;
    }

    /** What the network's images are made of. */
    public enum Channels {
        GREY,
        RGB
    }

    /**
     * @param report a few lines for a person: what was read, what was skipped and why, what was decided
     */
    public record Reading(ImageSet images, List<String> report) {}

    /**
     * Reads a folder with its sub-folders, or a zip file. Blocks.
     *
     * @param side of the images for training, in pixels
     * @param channels what to make of the images, or null to let them decide
     * @throws NoImagesException if nothing can be read, naming what was found instead
     */
    public static Reading read(Path source, int side, Channels channels) {
        ImageFolder folder = new ImageFolder(side);
        ImageFiles.visit(source, folder.new Collector());
        if (folder.pictures.isEmpty()) {
            throw new NoImagesException("no images in " + source.toAbsolutePath() + ": looked for PNG, JPEG and TIFF; "
                    + (folder.skipped.isEmpty()
                            ? "the folder holds no files"
                            : "found " + folder.skipped.size() + " other files, such as " + folder.skipped.get(0)));
        }
        boolean grey = channels == null ? folder.allGrey : channels == Channels.GREY;
        return folder.reading(source, grey);
    }

    private final class Collector implements ImageFiles.Visitor {
        @Override
        public void content(String name, byte[] content) {
            try {
                ImageDecoder.decode(content, ImageFolder.this::take);
            } catch (UnreadableImageException e) {
                unreadable(name, e.getMessage());
            }
        }

        @Override
        public void unreadable(String name, String reason) {
            skipped.add(name + " (" + reason + ")");
        }
    }

    private void take(DecodedImage page) {
        replaced += replaceNonFinite(page.values());
        boolean grey = page.isGrey();
        allGrey &= grey;
        kinds.merge(
                page.width() + " x " + page.height() + " " + page.pixelType().key() + (grey ? " grey" : " rgb"),
                1,
                Integer::sum);
        pictures.add(page.square(side));
    }

    /** NaN and infinity become the smallest finite value of their picture. */
    private static int replaceNonFinite(float[] values) {
        float lowest = Float.POSITIVE_INFINITY;
        int count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                lowest = Math.min(lowest, value);
            } else {
                count++;
            }
        }
        if (count > 0) {
            float filling = Float.isFinite(lowest) ? lowest : 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.isFinite(values[i]) ? values[i] : filling;
            }
        }
        return count;
    }

    private Reading reading(Path source, boolean grey) {
        List<float[]> images = new ArrayList<>();
        for (DecodedImage picture : pictures) {
            images.add(withChannels(picture, grey));
        }
        IntensityMap map = intensityMap(images);
        List<String> report = new ArrayList<>();
        report.add(images.size() + " images from " + source + ", as " + (grey ? "grey" : "rgb") + " " + side + " x "
                + side + "; " + map + " becomes -1 to 1.");
        report.addAll(kindLines());
        if (!skipped.isEmpty()) {
            report.add("Skipped " + skipped.size() + ": "
                    + String.join(", ", skipped.subList(0, Math.min(REASONS_SHOWN, skipped.size())))
                    + (skipped.size() > REASONS_SHOWN ? ", ..." : ""));
        }
        if (replaced > 0) {
            report.add(replaced + " NaN or infinite pixels became the smallest value of their picture.");
        }
        return new Reading(new ImageSet(side, grey ? 1 : 3, map, images), List.copyOf(report));
    }

    private List<String> kindLines() {
        List<String> lines = new ArrayList<>();
        kinds.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .limit(REASONS_SHOWN)
                .forEach(kind -> lines.add(String.format(Locale.ROOT, "  %6d  %s", kind.getValue(), kind.getKey())));
        if (kinds.size() > REASONS_SHOWN) {
            lines.add("  and " + (kinds.size() - REASONS_SHOWN) + " more kinds");
        }
        return lines;
    }

    /** Grey from RGB is the mean of the channels; RGB from grey repeats it. */
    private static float[] withChannels(DecodedImage picture, boolean grey) {
        int area = picture.width() * picture.height();
        float[] values = picture.values();
        if (grey == (picture.channels() == 1)) {
            return values;
        }
        float[] converted = new float[grey ? area : 3 * area];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = grey ? (values[i] + values[area + i] + values[2 * area + i]) / 3 : values[i % area];
        }
        return converted;
    }

    private IntensityMap intensityMap(List<float[]> images) {
        PixelType widest = PixelType.UINT8;
        for (DecodedImage picture : pictures) {
            widest = picture.pixelType().compareTo(widest) > 0 ? picture.pixelType() : widest;
        }
        if (widest == PixelType.UINT8) {
            return IntensityMap.uint8();
        }
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (float[] image : images) {
            for (float value : image) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
        }
        if (lowest == highest) {
            throw new NoImagesException(
                    "every pixel of every image is " + lowest + ": there is nothing to learn from them");
        }
        return new IntensityMap(widest, lowest, highest);
    }
}
