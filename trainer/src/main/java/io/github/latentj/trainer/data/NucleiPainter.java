package io.github.latentj.trainer.data;

import io.github.latentj.trainer.config.RandomStreams;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The built-in data set: drawn pictures of a stained cell nucleus in a fluorescence microscope, with the truth of each.
 * One nucleus lies wholly inside the picture near its centre; others may reach in from the border. Area, elongation,
 * orientation, brightness, blur, noise and background are drawn independently of each other, so that what a trained
 * generator has learnt of each can be told apart. Picture {@code i} follows from seed, side and {@code i} alone.
 * Immutable and safe for use by many threads.
 */
public final class NucleiPainter {
    /** Smallest and largest side, pixels. */
    public static final int MIN_SIDE = 16;

    public static final int MAX_SIDE = 1024;
    /** Most pictures of one folder: file names carry five digits. */
    public static final int MAX_COUNT = 100_000;

    /** Grey level at which shot noise is as strong as read noise. */
    static final double SHOT_LEVEL = 25;

    /** Lengths are stated for pictures of this side and grow with it. */
    private static final double REFERENCE_SIDE = 64;

    private final int side;
    private final long seed;
    private final double unit;

    /** The optical picture before the camera: grey levels without noise or rounding. */
    record Scene(NucleusAttributes attributes, GreyField nucleus, GreyField neighbours, GreyField background) {}

    /** @throws IllegalArgumentException if {@code side} is not {@value #MIN_SIDE} to {@value #MAX_SIDE} */
    public NucleiPainter(int side, long seed) {
        if (side < MIN_SIDE || side > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "side of the built-in nuclei is " + side + " pixels; choose " + MIN_SIDE + " to " + MAX_SIDE);
        }
        this.side = side;
        this.seed = seed;
        this.unit = side / REFERENCE_SIDE;
    }

    /** @throws IllegalArgumentException if {@code index} is negative */
    public PaintedNucleus paint(int index) {
        Random random = stream(index);
        Scene scene = scene(random);
        GreyField light = imaged(scene, between(random, 0.02, 0.16));
        return new PaintedNucleus(exposed(light, scene.attributes.noiseSigma(), random), scene.attributes);
    }

    /** What picture {@code index} shows before blur and noise. */
    Scene scene(int index) {
        return scene(stream(index));
    }

    private Random stream(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("index of a built-in nucleus is " + index + "; it starts at 0");
        }
        return RandomStreams.of(seed, "built-in nuclei", index);
    }

    private Scene scene(Random random) {
        NucleusOutline.Form form = form(random);
        NucleusOutline outline = outline(form, random);
        double brightness = logNormal(random, 88, 0.42, 32, 160);
        double blur = unit * logBetween(random, 0.6, 2.2);
        double noise = logBetween(random, 0.4, 2.2);
        double background = logBetween(random, 3.5, 16);
        Chromatin chromatin = new Chromatin(side, unit, random);
        GreyField nucleus = chromatin.paint(outline, brightness, random);
        List<NucleusOutline> around = neighbours(outline, random);
        GreyField others = new GreyField(side);
        for (NucleusOutline neighbour : around) {
            others.add(chromatin.paint(neighbour, brightness * between(random, 0.6, 1.25), random), 1);
        }
        NucleusAttributes attributes = new NucleusAttributes(
                outline.area,
                outline.majorAxis,
                outline.minorAxis,
                Math.sqrt(1 - form.axisRatio() * form.axisRatio()),
                StrictMath.toDegrees(form.angle()),
                brightness,
                blur,
                noise,
                background,
                form.centreX(),
                form.centreY(),
                around.size());
        return new Scene(attributes, nucleus, others, background(background, random));
    }

    private NucleusOutline.Form form(Random random) {
        double area = unit * unit * logNormal(random, 560, 0.5, 170, 1200);
        double axisRatio = between(random, 0.5, 0.97);
        double angle = Math.PI * random.nextDouble();
        double x = side / 2.0 + unit * between(random, -1.5, 1.5);
        double y = side / 2.0 + unit * between(random, -1.5, 1.5);
        return new NucleusOutline.Form(area, axisRatio, angle, x, y);
    }

    /** Smooths the outline until it fits; the ellipse itself always does, so area and axes need no change. */
    private NucleusOutline outline(NucleusOutline.Form form, Random random) {
        double irregularity = random.nextDouble() < 0.12 ? between(random, 1.6, 2.6) : between(random, 0.4, 1.3);
        long waves = random.nextLong();
        NucleusOutline outline = new NucleusOutline(form, irregularity, waves);
        while (!outline.fitsInto(side, unit)) {
            irregularity *= 0.7;
            outline = new NucleusOutline(form, irregularity, waves);
        }
        return outline;
    }

    private List<NucleusOutline> neighbours(NucleusOutline nucleus, Random random) {
        double share = random.nextDouble();
        int wanted = share < 0.5 ? 0 : share < 0.8 ? 1 : share < 0.95 ? 2 : 3;
        List<NucleusOutline> all = new ArrayList<>(List.of(nucleus));
        for (int attempt = 0; attempt < 60 && all.size() <= wanted; attempt++) {
            NucleusOutline candidate = neighbour(nucleus, random);
            boolean free = all.stream().noneMatch(other -> other.touches(candidate, 1.06));
            if (free && candidate.coverage(side).sum() > 15 * unit * unit) {
                all.add(candidate);
            }
        }
        return all.subList(1, all.size());
    }

    private NucleusOutline neighbour(NucleusOutline nucleus, Random random) {
        double direction = 2 * Math.PI * random.nextDouble();
        double distance = unit * between(random, 25, 44);
        NucleusOutline.Form form = new NucleusOutline.Form(
                nucleus.area * between(random, 0.7, 1.25),
                between(random, 0.55, 0.95),
                Math.PI * random.nextDouble(),
                side / 2.0 + distance * StrictMath.cos(direction),
                side / 2.0 + distance * StrictMath.sin(direction));
        return new NucleusOutline(form, between(random, 0.4, 1.4), random.nextLong());
    }

    /** A gradient and the glow of a cell far out of focus, with {@code mean} as their mean. */
    private GreyField background(double mean, Random random) {
        GreyField field = new GreyField(side);
        double slopeX = between(random, -0.25, 0.25);
        double slopeY = between(random, -0.25, 0.25);
        double glow = random.nextDouble() < 0.4 ? between(random, 0.3, 1.6) : 0;
        double width = between(random, 0.25, 0.5);
        double[] glowX = bell(between(random, -1.1, 1.1), width);
        double[] glowY = bell(between(random, -1.1, 1.1), width);
        for (int i = 0; i < field.values.length; i++) {
            int x = i % side;
            int y = i / side;
            double slope = slopeX * relative(x) + slopeY * relative(y);
            field.values[i] = (float) (1 + slope + glow * glowX[x] * glowY[y]);
        }
        field.scale(mean * field.values.length / field.sum());
        return field;
    }

    /** Pixel centre as -1 (left or upper border) to 1. */
    private double relative(int pixel) {
        return (pixel + 0.5) * 2 / side - 1;
    }

    private double[] bell(double centre, double width) {
        double[] bell = new double[side];
        for (int i = 0; i < side; i++) {
            double distance = (relative(i) - centre) / width;
            bell[i] = StrictMath.exp(-distance * distance / 2);
        }
        return bell;
    }

    /** Blur by the lens, and the wide halo that light from above and below the focus leaves. */
    private GreyField imaged(Scene scene, double haze) {
        GreyField sharp = new GreyField(side);
        sharp.add(scene.nucleus, 1);
        sharp.add(scene.neighbours, 1);
        GreyField image = sharp.blurred(scene.attributes.blurSigmaPx());
        GreyField halo = image.blurred(5 * unit);
        image.scale(1 - haze);
        image.add(halo, haze);
        image.add(scene.background, 1);
        return image;
    }

    /** The camera: shot noise in its Gaussian limit, read noise, rounding to 0..255. */
    private static byte[] exposed(GreyField light, double readNoise, Random random) {
        byte[] pixels = new byte[light.values.length];
        for (int i = 0; i < pixels.length; i++) {
            double level = light.values[i];
            double noisy = level + readNoise * Math.sqrt(1 + level / SHOT_LEVEL) * random.nextGaussian();
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(noisy)));
        }
        return pixels;
    }

    /**
     * Writes pictures 0 to {@code count - 1} as {@code nucleus-00000.png} and so on, 8-bit grey, and their truth as
     * {@code attributes.csv}, one line per picture after the header. Makes the folder if need be.
     *
     * @throws IOException if the folder already holds something or cannot be written
     * @throws IllegalArgumentException if side or count are out of range; nothing is written then
     */
    public static void writeFolder(Path folder, int side, long seed, int count) throws IOException {
        NucleiPainter painter = new NucleiPainter(side, seed);
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count of built-in nuclei is " + count + "; choose 1 to " + MAX_COUNT);
        }
        refuseOccupied(folder);
        List<String> lines = new ArrayList<>(List.of("file," + NucleusAttributes.csvHeader()));
        for (int i = 0; i < count; i++) {
            String name = String.format(Locale.ROOT, "nucleus-%05d.png", i);
            PaintedNucleus painted = painter.paint(i);
            writePng(folder.resolve(name), side, painted.pixels());
            lines.add(name + "," + painted.attributes().csvLine());
        }
        Files.write(folder.resolve("attributes.csv"), lines);
    }

    private static void refuseOccupied(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new FileSystemException(
                        folder.toString(), null, "not empty; choose a new folder for the built-in nuclei");
            }
        }
    }

    private static void writePng(Path file, int side, byte[] pixels) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(pixels, 0, target, 0, pixels.length);
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new FileSystemException(file.toString(), null, "this Java installation has no PNG writer");
        }
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double logBetween(Random random, double low, double high) {
        return low * StrictMath.pow(high / low, random.nextDouble());
    }

    /** Log-normal, drawn again until it lies in range. */
    private static double logNormal(Random random, double median, double spread, double low, double high) {
        double value = median * StrictMath.exp(spread * random.nextGaussian());
        while (value < low || value > high) {
            value = median * StrictMath.exp(spread * random.nextGaussian());
        }
        return value;
    }
}
