package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.Counted;
import io.github.latentj.trainer.data.ReadingReport.Skipped;
import java.util.ArrayList;
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
    private final Preparation preparation;
    private final ReadingProgress progress;
    /** Shorter sides of the pictures that are looked at; memory may not have room for their values. */
    private final List<Integer> undecided = new ArrayList<>();

    private final List<Picture> pictures = new ArrayList<>();
    private final List<PictureSource> sources = new ArrayList<>();
    private final ClassLabels labels = new ClassLabels();
    private final List<Skipped> skipped = new ArrayList<>();
    private final SortedMap<String, Integer> kinds = new TreeMap<>();
    private CropMode crop;
    private long heldBytes;
    private long nonFinite;
    private int constant;
    private int enlarged;
    private long patches;
    private int largestFile;

    PictureCollector(ReadingOptions options, ReadingProgress progress) {
        this.options = options;
        this.progress = progress;
        preparation = new Preparation(options);
        crop = options.crop();
    }

    @Override
    public void reached(int done, int total) {
        progress.at("Reading images", done, total);
    }

    @Override
    public void content(InputFile file, byte[] content) {
        largestFile = Math.max(largestFile, content.length);
        int before = sources.size();
        try {
            ImageFormat format = ImageFormat.of(content);
            if (format == ImageFormat.IDX && !IdxFile.labels(content).isEmpty()) {
                labels.add(file.name(), IdxFile.labels(content));
                return;
            }
            ImageDecoder.decode(
                    content, image -> take(new PictureSource(file, sources.size() - before), format, image));
        } catch (UnreadableImageException e) {
            int kept = sources.size() - before;
            unreadable(
                    file.name(),
                    e.getMessage() + (kept > 0 ? "; what came before is used: " + Counted.of(kept, "picture") : ""));
        }
    }

    @Override
    public void unreadable(String name, String reason) {
        skipped.add(new Skipped(PictureSource.printable(name), reason));
    }

    private void take(PictureSource source, ImageFormat format, DecodedImage decoded) throws UnreadableImageException {
        DecodedImage image = preparation.channels(decoded);
        nonFinite += image.replaceNonFinite();
        constant += image.isConstant() ? 1 : 0;
        patches += (long) (image.width() / options.side()) * (image.height() / options.side());
        enlarged += Math.min(image.width(), image.height()) < options.side() ? 1 : 0;
        kinds.merge(kind(image, format), 1, Integer::sum);
        sources.add(source);
        keep(image);
    }

    private static String kind(DecodedImage image, ImageFormat format) {
        String channels =
                image.channels() == 1 ? "grey" : image.channels() == 3 ? "rgb" : image.channels() + " channels";
        return image.width() + " x " + image.height() + " " + image.pixelType().key() + " " + channels + " " + format;
    }

    private void keep(DecodedImage image) {
        if (crop != null) {
            add(StoredPicture.of(preparation.cut(image, crop)));
            return;
        }
        undecided.add(Math.min(image.width(), image.height()));
        if (undecided.size() == JUDGED) {
            decideCrop();
        }
    }

    private void decideCrop() {
        int[] shorter = undecided.stream().mapToInt(Integer::intValue).sorted().toArray();
        boolean fields = shorter.length > 0 && shorter[shorter.length / 2] >= MUCH_LARGER * options.side();
        crop = fields ? CropMode.RANDOM_CROP : CropMode.RESIZE;
        PictureReader again = reader();
        sources.forEach(source -> add(again.values(source)));
    }

    private void add(StoredPicture values) {
        PictureSource source = sources.get(pictures.size());
        Picture picture = Picture.held(source.name(), source, values);
        boolean fits = heldBytes + picture.bytes() <= options.cacheBytes();
        heldBytes += fits ? picture.bytes() : 0;
        pictures.add(fits ? picture : picture.released());
    }

    /** No more pictures will come. */
    void finish() {
        if (crop == null) {
            decideCrop();
        }
    }

    /** Gives the values of pictures that are not held. */
    PictureReader reader() {
        return new PictureReader(preparation, crop);
    }

    /** The pictures, in order; changed by the caller as the set is decided. */
    List<Picture> pictures() {
        return pictures;
    }

    List<PictureSource> sources() {
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

    /** Bytes of the largest file. */
    int largestFile() {
        return largestFile;
    }

    /** How many images random crops of the pictures would be. */
    long patches() {
        return patches;
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
