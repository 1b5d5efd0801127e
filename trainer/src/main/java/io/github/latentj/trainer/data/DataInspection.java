package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.Counted;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * What a training would see in a folder of images: the {@link ReadingReport} in full, near-duplicates, a montage and the
 * intensity histogram.
 */
public final class DataInspection {
    /** Bins of the histogram, from -1 to 1 of the network's range. */
    public static final int BINS = 256;

    private static final int MOST_COMPARED = 20_000;
    private static final int MONTAGE_TILES = 100;
    private static final int MOST_SHOWN = 20;
    private static final int PLOT_HEIGHT = 160;
    private static final int PLOT_BAR = 2;

    private final ImageSet images;
    private final ReadingReport report;
    private final List<NearDuplicate> nearDuplicates;
    private final long[][] histogram;

    /** An image that looks like an earlier one. */
    public record NearDuplicate(String name, String earlier) {}

    /** Looks at all images of {@code reading}. Blocks; takes seconds for thousands of images. */
    public DataInspection(ImageFolder.Reading reading) {
        images = reading.images();
        report = reading.details();
        histogram = new long[images.channels()][BINS];
        nearDuplicates = look();
    }

    private List<NearDuplicate> look() {
        List<NearDuplicate> found = new ArrayList<>();
        List<PerceptualHash> hashes = new ArrayList<>();
        float[] pixels = new float[images.channels() * images.size() * images.size()];
        for (int i = 0; i < images.count(); i++) {
            images.copyTo(i, pixels, 0);
            count(pixels);
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
            histogram[i / area][Math.min(BINS - 1, (int) ((pixels[i] + 1) / 2 * BINS))]++;
        }
    }

    public ReadingReport report() {
        return report;
    }

    /** Images that look like an earlier one, in order; of the first 20,000 images. */
    public List<NearDuplicate> nearDuplicates() {
        return nearDuplicates;
    }

    /** Pixels of {@code channel} in each of the {@link #BINS} bins. */
    public long[] histogram(int channel) {
        return histogram[channel].clone();
    }

    /** Everything in words. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(report.lines(MOST_SHOWN));
        Map<String, Integer> classes = new TreeMap<>();
        for (int i = 0; i < images.count(); i++) {
            images.label(i).ifPresent(label -> classes.merge(label, 1, Integer::sum));
        }
        classes.forEach((label, count) -> lines.add("Class " + label + ": " + Counted.of(count, "image") + "."));
        lines.add("Near-duplicates: " + nearDuplicates.size() + " of "
                + (images.count() > MOST_COMPARED ? "the first " + MOST_COMPARED + " of " : "") + images.counted()
                + ", by their looks"
                + (nearDuplicates.isEmpty()
                        ? "."
                        : ", such as " + nearDuplicates.get(0).name() + " and "
                                + nearDuplicates.get(0).earlier() + "."));
        return List.copyOf(lines);
    }

    /**
     * Writes {@code montage.png}, {@code histogram.png}, {@code histogram.csv} and, with every skipped file and its reason,
     * {@code skipped.csv} into a folder, which is made.
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        ImageIO.write(montage(), "png", folder.resolve("montage.png").toFile());
        ImageIO.write(plot(), "png", folder.resolve("histogram.png").toFile());
        Files.write(folder.resolve("histogram.csv"), histogramLines());
        Files.write(folder.resolve("skipped.csv"), skippedLines());
    }

    private List<String> skippedLines() {
        List<String> lines = new ArrayList<>(List.of("file,reason"));
        report.skipped().forEach(file -> lines.add(quoted(file.name()) + "," + quoted(file.reason())));
        return lines;
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }

    private List<String> histogramLines() {
        List<String> lines = new ArrayList<>();
        StringBuilder header = new StringBuilder("from,to");
        for (int c = 0; c < images.channels(); c++) {
            header.append(",channel_").append(c + 1);
        }
        lines.add(header.toString());
        for (int bin = 0; bin < BINS; bin++) {
            StringBuilder line = new StringBuilder()
                    .append(images.intensityMap().toImage(edge(bin)))
                    .append(',')
                    .append(images.intensityMap().toImage(edge(bin + 1)));
            for (long[] channel : histogram) {
                line.append(',').append(channel[bin]);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static float edge(int bin) {
        return 2f * bin / BINS - 1;
    }

    /** Up to 100 images, spread evenly over the set: grey, or the first three channels as red, green and blue. */
    BufferedImage montage() {
        int tiles = Math.min(MONTAGE_TILES, images.count());
        int across = (int) Math.ceil(Math.sqrt(tiles));
        int side = images.size();
        int down = (tiles + across - 1) / across;
        BufferedImage montage = new BufferedImage(across * side, down * side, BufferedImage.TYPE_INT_RGB);
        float[] pixels = new float[images.channels() * side * side];
        for (int tile = 0; tile < tiles; tile++) {
            images.copyTo((int) ((long) tile * images.count() / tiles), pixels, 0);
            for (int i = 0; i < side * side; i++) {
                int x = tile % across * side + i % side;
                montage.setRGB(x, tile / across * side + i / side, color(pixels, i));
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

    /** All channels in one, with logarithmic bars: microscopy is mostly dark. */
    private BufferedImage plot() {
        BufferedImage plot = new BufferedImage(BINS * PLOT_BAR, PLOT_HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        double[] bars = new double[BINS];
        double highest = 1e-9;
        for (int bin = 0; bin < BINS; bin++) {
            long sum = 0;
            for (long[] channel : histogram) {
                sum += channel[bin];
            }
            bars[bin] = Math.log1p(sum);
            highest = Math.max(highest, bars[bin]);
        }
        for (int x = 0; x < plot.getWidth(); x++) {
            int height = (int) Math.round(bars[x / PLOT_BAR] / highest * PLOT_HEIGHT);
            for (int y = 0; y < PLOT_HEIGHT; y++) {
                plot.getRaster().setSample(x, y, 0, PLOT_HEIGHT - y <= height ? 70 : 255);
            }
        }
        return plot;
    }
}
