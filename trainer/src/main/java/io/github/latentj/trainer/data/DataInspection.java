package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.Counted;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a training would see in a folder of images: the {@link ReadingReport} in full, near-duplicates, a montage and the
 * intensity histogram.
 */
public final class DataInspection {
    private static final int MOST_COMPARED = 20_000;
    private static final int MONTAGE_TILES = 100;
    private static final int MOST_SHOWN = 20;
    private static final int GAP = 1;
    /** One percent of the network's range, from -1 to 1. */
    private static final double LOW_CONTRAST = 0.02;

    private final ImageSet images;
    private final ReadingReport report;
    private final List<NearDuplicate> nearDuplicates;
    private final List<String> nearlyEmpty = new ArrayList<>();
    private final IntensityHistogram histogram;

    /** An image that looks like an earlier one. */
    public record NearDuplicate(String name, String earlier) {}

    /** Looks at all images of {@code reading}. Blocks; takes seconds for thousands of images. */
    public DataInspection(ImageFolder.Reading reading) {
        images = reading.images();
        report = reading.details();
        histogram = new IntensityHistogram(images.intensityMap(), images.channels());
        nearDuplicates = look();
    }

    private List<NearDuplicate> look() {
        List<NearDuplicate> found = new ArrayList<>();
        List<PerceptualHash> hashes = new ArrayList<>();
        float[] pixels = new float[images.channels() * images.size() * images.size()];
        for (int i = 0; i < images.count(); i++) {
            images.copyTo(i, pixels, 0);
            count(pixels);
            if (contrast(pixels) < LOW_CONTRAST) {
                nearlyEmpty.add(images.name(i));
            }
            if (i < MOST_COMPARED) {
                PerceptualHash hash = PerceptualHash.of(pixels, images.channels(), images.size());
                for (int earlier = 0; earlier < i; earlier++) {
                    if (hash.isNear(hashes.get(earlier))) {
                        found.add(new NearDuplicate(images.name(i), images.name(earlier)));
                        break;
                    }
                }
                hashes.add(hash);
            }
        }
        return List.copyOf(found);
    }

    private void count(float[] pixels) {
        int area = images.size() * images.size();
        for (int i = 0; i < pixels.length; i++) {
            histogram.add(i / area, pixels[i]);
        }
    }

    /** The largest standard deviation of a channel, in network range. */
    private double contrast(float[] pixels) {
        int area = images.size() * images.size();
        double largest = 0;
        for (int start = 0; start < pixels.length; start += area) {
            double sum = 0;
            double squares = 0;
            for (int i = start; i < start + area; i++) {
                sum += pixels[i];
                squares += (double) pixels[i] * pixels[i];
            }
            largest = Math.max(largest, squares / area - sum / area * (sum / area));
        }
        return Math.sqrt(Math.max(0, largest));
    }

    public ReadingReport report() {
        return report;
    }

    /** Images that look like an earlier one, in order; of the first 20,000 images. */
    public List<NearDuplicate> nearDuplicates() {
        return nearDuplicates;
    }

    /** Names of the images that show next to nothing: no channel's standard deviation reaches 1 % of the range. */
    public List<String> nearlyEmpty() {
        return List.copyOf(nearlyEmpty);
    }

    public IntensityHistogram histogram() {
        return histogram;
    }

    /** Everything in words. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(report.lines(MOST_SHOWN));
        Map<String, Integer> classes = new TreeMap<>();
        for (int i = 0; i < images.count(); i++) {
            images.label(i).ifPresent(label -> classes.merge(label, 1, Integer::sum));
        }
        classes.forEach((label, count) -> lines.add("Class " + label + ": " + Counted.of(count, "image") + "."));
        lines.add("Intensities: " + histogram.ends() + ".");
        lines.add("Nearly empty: " + nearlyEmpty.size() + " of " + images.counted()
                + ", where no channel's standard deviation reaches 1 % of the range"
                + (nearlyEmpty.isEmpty() ? "." : ", such as one of " + nearlyEmpty.get(0) + "."));
        lines.add("Near-duplicates: " + nearDuplicates.size() + " of "
                + (images.count() > MOST_COMPARED ? "the first " + MOST_COMPARED + " of " : "") + images.counted()
                + ", by their looks"
                + (nearDuplicates.isEmpty()
                        ? "."
                        : ", such as " + nearDuplicates.get(0).name() + " and "
                                + nearDuplicates.get(0).earlier() + "."));
        return List.copyOf(lines);
    }

    /** Up to 100 images, spread evenly over the set: grey, or the first three channels as red, green and blue; a black line between them. */
    public BufferedImage montage() {
        int tiles = Math.min(MONTAGE_TILES, images.count());
        int across = (int) Math.ceil(Math.sqrt(tiles));
        int side = images.size();
        int down = (tiles + across - 1) / across;
        BufferedImage montage =
                new BufferedImage(across * (side + GAP) - GAP, down * (side + GAP) - GAP, BufferedImage.TYPE_INT_RGB);
        float[] pixels = new float[images.channels() * side * side];
        for (int tile = 0; tile < tiles; tile++) {
            images.copyTo((int) ((long) tile * images.count() / tiles), pixels, 0);
            for (int i = 0; i < side * side; i++) {
                int x = tile % across * (side + GAP) + i % side;
                montage.setRGB(x, tile / across * (side + GAP) + i / side, color(pixels, i));
            }
        }
        return montage;
    }

    private int color(float[] pixels, int at) {
        int area = images.size() * images.size();
        int color = 0;
        for (int c = 0; c < 3; c++) {
            boolean missing = images.channels() > 1 && c >= images.channels();
            float value = missing ? -1 : pixels[Math.min(c, images.channels() - 1) * area + at];
            color = color << 8 | Math.round((value + 1) * 127.5f);
        }
        return color;
    }
}
