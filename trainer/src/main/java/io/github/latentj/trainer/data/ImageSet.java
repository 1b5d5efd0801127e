package io.github.latentj.trainer.data;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.trainer.config.Counted;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Square images, all of one size and number of channels, ready as network input. Immutable, and safe for use by several
 * threads. What memory has no room for is decoded anew each time, which gives the same pixels bit for bit. A picture that
 * was kept whole ({@link CropMode#RANDOM_CROP}) counts as many images as squares fit into it.
 */
public final class ImageSet {
    private final int size;
    private final int channels;
    private final IntensityMap intensityMap;
    private final List<Picture> pictures;
    private final List<String> labels;
    private final Augmentation augmentation;
    private final LostImages lostImages;
    /** What was wrong with each lost image, by its name. */
    private final Map<String, String> lost = new ConcurrentSkipListMap<>();

    private final Supplier<PictureReader> readers;
    private final int largestFile;
    /** Of each thread; given up before memory runs out. */
    private final ThreadLocal<SoftReference<PictureReader>> reader = new ThreadLocal<>();

    private final Map<PixelType, StoredPicture.NetworkRange> ranges = new EnumMap<>(PixelType.class);
    /** Picture of each image, and the number of that picture's first image. */
    private final int[] pictureOf;

    private final int[] firstImage;
    private String fingerprint;

    /**
     * @param images one array an image, float32 [C, size, size] in image units, not copied; all finite
     * @throws NoImagesException if there are none
     */
    public ImageSet(int size, int channels, IntensityMap intensityMap, List<float[]> images) {
        this(
                size,
                Map.of(PixelType.FLOAT32, intensityMap),
                intensityMap,
                named(size, channels, images),
                List.of(),
                () -> {
                    throw new IllegalStateException("all images are held");
                },
                0);
    }

    /**
     * @param maps for the pictures of each depth
     * @param intensityMap of the images that a generator trained on this set makes
     * @param labels one a picture, or none
     * @param readers of pictures that are not held
     * @param largestFile in bytes
     */
    ImageSet(
            int size,
            Map<PixelType, IntensityMap> maps,
            IntensityMap intensityMap,
            List<Picture> pictures,
            List<String> labels,
            Supplier<PictureReader> readers,
            int largestFile) {
        if (pictures.isEmpty()) {
            throw new NoImagesException("there are no images to train on");
        }
        this.size = size;
        this.channels = pictures.get(0).channels();
        this.intensityMap = intensityMap;
        this.pictures = List.copyOf(pictures);
        this.labels = List.copyOf(labels);
        this.readers = readers;
        this.largestFile = largestFile;
        augmentation = Augmentation.NONE;
        lostImages = LostImages.STOP;
        maps.forEach((type, map) -> ranges.put(type, new StoredPicture.NetworkRange(type, map)));
        firstImage = new int[pictures.size() + 1];
        for (int p = 0; p < pictures.size(); p++) {
            firstImage[p + 1] = Math.addExact(firstImage[p], pictures.get(p).tiles(size));
        }
        pictureOf = new int[firstImage[pictures.size()]];
        for (int p = 0; p < pictures.size(); p++) {
            Arrays.fill(pictureOf, firstImage[p], firstImage[p + 1], p);
        }
    }

    private ImageSet(ImageSet plain, Augmentation augmentation, LostImages lostImages) {
        size = plain.size;
        channels = plain.channels;
        intensityMap = plain.intensityMap;
        pictures = plain.pictures;
        labels = plain.labels;
        readers = plain.readers;
        largestFile = plain.largestFile;
        ranges.putAll(plain.ranges);
        firstImage = plain.firstImage;
        pictureOf = plain.pictureOf;
        this.augmentation = augmentation;
        this.lostImages = lostImages;
    }

    /** The same images, changed so each time training sees them. */
    ImageSet augmentedBy(Augmentation changes) {
        return new ImageSet(this, changes, lostImages);
    }

    /** The same images, with another choice of what becomes of lost ones. */
    ImageSet withLostImages(LostImages choice) {
        return new ImageSet(this, augmentation, choice);
    }

    private static List<Picture> named(int size, int channels, List<float[]> images) {
        int length = channels * size * size;
        List<Picture> pictures = new ArrayList<>();
        for (float[] image : images) {
            if (image.length != length) {
                throw new IllegalArgumentException("an image needs " + length + " values, found " + image.length);
            }
            pictures.add(Picture.held(
                    "image " + (pictures.size() + 1),
                    null,
                    StoredPicture.of(new DecodedImage(size, size, channels, PixelType.FLOAT32, image))));
        }
        return pictures;
    }

    /** Width and height in pixels. */
    public int size() {
        return size;
    }

    public int channels() {
        return channels;
    }

    /** Number of images. */
    public int count() {
        return pictureOf.length;
    }

    /** Such as {@code 12 images}, or {@code 3136 patches of 49 pictures} where pictures are cut. */
    String counted() {
        return count() > pictures.size()
                ? Counted.of(count(), "patch") + " of " + Counted.of(pictures.size(), "picture")
                : Counted.of(count(), "image");
    }

    /** How image units become network range; of the deepest pictures where the set mixes depths. */
    public IntensityMap intensityMap() {
        return intensityMap;
    }

    /** Where image {@code index} comes from, such as {@code plate1/a.tif#3} for a third page. */
    public String name(int index) {
        return pictures.get(pictureOf[index]).name();
    }

    /** The class of image {@code index}, if the set has classes. */
    public Optional<String> label(int index) {
        return labels.isEmpty() ? Optional.empty() : Optional.of(labels.get(pictureOf[index]));
    }

    /** The classes of the set, sorted; empty if it has none. */
    public List<String> labels() {
        return labels.stream().distinct().sorted().toList();
    }

    /** True if no picture has to be decoded again. */
    boolean isHeld() {
        return pictures.stream().allMatch(picture -> picture.held() != null);
    }

    /** How many threads may have a file each in memory while they decode, at least one. */
    int readersThatFit() {
        return (int) Math.max(1, Runtime.getRuntime().maxMemory() / 20 / Math.max(1, largestFile));
    }

    /** How many images a file has, on average and rounded down. */
    int imagesAFile() {
        long files = pictures.stream()
                .filter(picture -> picture.source() != null)
                .map(picture -> picture.source().file())
                .distinct()
                .count();
        return (int) (count() / Math.max(1, files));
    }

    /** Where the images are while they are used, in a sentence. */
    public String storage() {
        List<Picture> held =
                pictures.stream().filter(picture -> picture.held() != null).toList();
        double megabytes = held.stream().mapToLong(Picture::bytes).sum() / 1e6;
        if (held.size() == pictures.size()) {
            return String.format(Locale.ROOT, "Held in memory: all pictures, %.1f MB.", megabytes);
        }
        return String.format(
                Locale.ROOT,
                "Held in memory: %d of %d pictures, %.1f MB (--cache); the others are decoded each time they are seen.",
                held.size(),
                pictures.size(),
                megabytes);
    }

    private StoredPicture values(Picture picture) {
        if (picture.held() != null) {
            return picture.held();
        }
        SoftReference<PictureReader> kept = reader.get();
        PictureReader own = kept == null ? null : kept.get();
        if (own == null) {
            own = readers.get();
            reader.set(new SoftReference<>(own));
        }
        return own.values(picture);
    }

    /**
     * Writes image {@code index} as float32 [C, size, size] in [-1, 1] into {@code target} from {@code offset} on.
     *
     * @throws LostImageException if the image must be decoded again and its file is gone or changed, unless such images
     *     are skipped ({@link LostImages#SKIP}): then the next one is written
     */
    public void copyTo(int index, float[] target, int offset) {
        orTheNext(index, whole -> copyWhole(whole, target, offset));
    }

    private void copyWhole(int index, float[] target, int offset) {
        Picture picture = pictures.get(pictureOf[index]);
        int tile = index - firstImage[pictureOf[index]];
        int across = picture.width() / size;
        copySquare(values(picture), tile % across * size, tile / across * size, target, offset);
    }

    /**
     * Like {@link #copyTo(int, float[], int)}, with what is random drawn from {@code random}: the place of the square in
     * a picture that was kept whole, and the augmentation.
     *
     * @throws LostImageException if the image must be decoded again and its file is gone or changed, unless such images
     *     are skipped ({@link LostImages#SKIP}): then the next one is written
     */
    public void copyTo(int index, Random random, float[] target, int offset) {
        orTheNext(index, whole -> copyRandom(whole, random, target, offset));
    }

    private void copyRandom(int index, Random random, float[] target, int offset) {
        Picture picture = pictures.get(pictureOf[index]);
        int left = random.nextInt(picture.width() - size + 1);
        int top = random.nextInt(picture.height() - size + 1);
        copySquare(values(picture), left, top, target, offset);
        augmentation.apply(random, target, offset, channels, size);
    }

    /** Where images may be skipped, goes on from a lost one until one is there. */
    private void orTheNext(int index, IntConsumer copy) {
        for (int tried = 1; ; tried++) {
            try {
                copy.accept(index);
                return;
            } catch (LostImageException e) {
                if (lostImages == LostImages.STOP || tried == count()) {
                    throw e;
                }
                lost.put(name(index), e.getMessage());
                index = (index + 1) % count();
            }
        }
    }

    /** Images that were lost so far and whose places others took, by name, with what was wrong. */
    public Map<String, String> lost() {
        return Collections.unmodifiableMap(lost);
    }

    private void copySquare(StoredPicture picture, int left, int top, float[] target, int offset) {
        StoredPicture.NetworkRange range = ranges.get(picture.type());
        int to = offset;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < size; y++) {
                int from = (c * picture.height() + top + y) * picture.width() + left;
                for (int x = 0; x < size; x++) {
                    target[to++] = range.of(picture.value(from + x));
                }
            }
        }
    }

    /** SHA-256 of geometry, intensity map and every pixel in order: equal sets train equal models. */
    public String fingerprint() {
        return fingerprint(ReadingProgress.NONE);
    }

    /** Like {@link #fingerprint()}, and tells how far it is; computed once. */
    synchronized String fingerprint(ReadingProgress progress) {
        if (fingerprint == null) {
            fingerprint = digest(progress);
        }
        return fingerprint;
    }

    private String digest(ReadingProgress progress) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String header = size + " " + channels + " " + intensityMap;
            digest.update(header.getBytes(StandardCharsets.UTF_8));
            for (int p = 0; p < pictures.size(); p++) {
                progress.at("Making the fingerprint of the images", p, pictures.size());
                StoredPicture picture = values(pictures.get(p));
                ByteBuffer bytes = ByteBuffer.allocate(picture.length() * Float.BYTES);
                for (int i = 0; i < picture.length(); i++) {
                    bytes.putFloat(picture.value(i));
                }
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
