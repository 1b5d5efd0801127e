package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.data.ReadingReport.Skipped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the files of a set one by one and keeps their pictures in the shape that training needs. */
final class PictureCollector implements ImageFiles.Visitor {
    /** Pictures that are looked at before it is decided how pictures become squares. */
    private static final int JUDGED = 16;
    /** A shorter side of so many squares is "much larger". */
    private static final int MUCH_LARGER = 4;

    private final ReadingOptions options;
    private final List<DecodedImage> undecided = new ArrayList<>();
    private final List<StoredPicture> pictures = new ArrayList<>();
    private final List<ClassLabels.Source> sources = new ArrayList<>();
    private final ClassLabels labels = new ClassLabels();
    private final List<Skipped> skipped = new ArrayList<>();
    private final SortedMap<String, Integer> kinds = new TreeMap<>();
    private CropMode crop;
    private final long mostBytes;
    private long bytes;
    private long nonFinite;
    private int constant;
    private int enlarged;

    PictureCollector(ReadingOptions options) {
        // The rest is for decoding and for training itself.
        this(options, Runtime.getRuntime().maxMemory() / 10 * 6);
    }

    PictureCollector(ReadingOptions options, long mostBytes) {
        this.options = options;
        this.mostBytes = mostBytes;
        crop = options.crop();
    }

    @Override
    public void content(String name, byte[] content) {
        int before = sources.size();
        try {
            ImageFormat format = ImageFormat.of(content);
            if (format == ImageFormat.IDX && !IdxFile.labels(content).isEmpty()) {
                labels.add(name, IdxFile.labels(content));
                return;
            }
            ImageDecoder.decode(content, image -> take(name, sources.size() - before, format, image));
        } catch (UnreadableImageException e) {
            int kept = sources.size() - before;
            unreadable(
                    name,
                    e.getMessage() + (kept > 0 ? "; what came before is used: " + Counted.of(kept, "picture") : ""));
        }
        // A set that does not fit is told as such, not as thousands of files that could not be decoded.
        if (bytes > mostBytes) {
            throw new OutOfMemoryError("the images need more than " + (mostBytes >> 20) + " MB");
        }
    }

    @Override
    public void unreadable(String name, String reason) {
        skipped.add(new Skipped(printable(name), reason));
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    private void take(String file, int page, ImageFormat format, DecodedImage decoded) throws UnreadableImageException {
        DecodedImage selected = selected(decoded);
        DecodedImage image = selected.isGrey() ? selected.withChannels(0) : selected;
        nonFinite += image.replaceNonFinite();
        constant += image.isConstant() ? 1 : 0;
        enlarged += Math.min(image.width(), image.height()) < options.side() ? 1 : 0;
        kinds.merge(kind(image, format), 1, Integer::sum);
        sources.add(new ClassLabels.Source(file, page));
        keep(image);
    }

    private DecodedImage selected(DecodedImage image) throws UnreadableImageException {
        List<Integer> selection = options.channelSelection();
        if (selection.isEmpty()) {
            return image;
        }
        int highest = Collections.max(selection);
        if (highest > image.channels()) {
            throw new UnreadableImageException("channel " + highest + " was asked for, it has " + image.channels());
        }
        return image.withChannels(
                selection.stream().mapToInt(channel -> channel - 1).toArray());
    }

    private static String kind(DecodedImage image, ImageFormat format) {
        String channels =
                image.channels() == 1 ? "grey" : image.channels() == 3 ? "rgb" : image.channels() + " channels";
        return image.width() + " x " + image.height() + " " + image.pixelType().key() + " " + channels + " " + format;
    }

    private void keep(DecodedImage image) {
        if (crop != null) {
            store(image);
            return;
        }
        undecided.add(image);
        if (undecided.size() == JUDGED) {
            decideCrop();
        }
    }

    private void decideCrop() {
        int[] shorter = undecided.stream()
                .mapToInt(image -> Math.min(image.width(), image.height()))
                .sorted()
                .toArray();
        boolean fields = shorter.length > 0 && shorter[shorter.length / 2] >= MUCH_LARGER * options.side();
        crop = fields ? CropMode.RANDOM_CROP : CropMode.RESIZE;
        undecided.forEach(this::store);
        undecided.clear();
    }

    private void store(DecodedImage image) {
        int side = options.side();
        boolean small = Math.min(image.width(), image.height()) < side;
        DecodedImage kept = switch (crop) {
            case RESIZE -> image.square(side);
            case CENTER_CROP -> image.centre(side);
            case RANDOM_CROP -> small ? image.square(side) : image;
        };
        StoredPicture stored = StoredPicture.of(name(sources.get(pictures.size())), kept);
        bytes += stored.bytes();
        pictures.add(stored);
    }

    private static String name(ClassLabels.Source source) {
        return printable(source.file()) + (source.page() == 0 ? "" : "#" + (source.page() + 1));
    }

    /** No more pictures will come. */
    void finish() {
        if (crop == null) {
            decideCrop();
        }
    }

    /** The pictures, in order; changed by the caller as the set is decided. */
    List<StoredPicture> pictures() {
        return pictures;
    }

    List<ClassLabels.Source> sources() {
        return sources;
    }

    List<String> labels() {
        return labels.of(sources);
    }

    List<Skipped> skipped() {
        return skipped;
    }

    SortedMap<String, Integer> kinds() {
        return kinds;
    }

    CropMode crop() {
        return crop;
    }

    /** What happened to pictures on the way, one sentence each. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add("Pictures become squares by " + crop
                + (options.crop() == null ? ", as their sizes suggest; --crop asks for another way." : "."));
        if (nonFinite > 0) {
            remarks.add("NaN or infinite pixels, which became the smallest value of their picture: " + nonFinite + ".");
        }
        if (enlarged > 0) {
            remarks.add("Smaller than " + options.side() + " pixels, and enlarged: " + Counted.of(enlarged, "picture")
                    + ".");
        }
        if (constant > 0) {
            remarks.add("Warning: of one value everywhere: " + Counted.of(constant, "picture") + ".");
        }
        return remarks;
    }
}
