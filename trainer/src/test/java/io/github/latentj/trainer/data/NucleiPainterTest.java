package io.github.latentj.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NucleiPainterTest {
    private static final int SIDE = 64;
    private static final long SEED = 20;

    private final NucleiPainter painter = new NucleiPainter(SIDE, SEED);

    @Test
    void paintsTheSamePictureFromTheSameSeedInAnyOrder() {
        NucleiPainter again = new NucleiPainter(SIDE, SEED);
        PaintedNucleus seventh = again.paint(7);
        PaintedNucleus first = again.paint(0);

        assertThat(first.pixels()).isEqualTo(painter.paint(0).pixels());
        assertThat(first.attributes()).isEqualTo(painter.paint(0).attributes());
        assertThat(seventh.pixels()).isEqualTo(painter.paint(7).pixels());
    }

    @Test
    void paintsAnotherPictureForAnotherIndexOrSeed() {
        byte[] picture = painter.paint(3).pixels();

        assertThat(painter.paint(4).pixels()).isNotEqualTo(picture);
        assertThat(new NucleiPainter(SIDE, SEED + 1).paint(3).pixels()).isNotEqualTo(picture);
    }

    @Test
    void statesTheAreaCountedInTheSharpPicture() {
        for (int i = 0; i < 300; i++) {
            NucleiPainter.Scene scene = painter.scene(i);
            double counted = IntStream.range(0, SIDE * SIDE)
                    .filter(p -> scene.nucleus().values[p] > 0)
                    .count();
            double perimeter = Math.PI
                    * (scene.attributes().majorAxisPx() + scene.attributes().minorAxisPx())
                    / 2;

            // Every pixel touched counts: about half a pixel too much along the outline (4/pi per side length).
            assertThat(counted - 0.62 * perimeter)
                    .isCloseTo(
                            scene.attributes().areaPx(),
                            within(0.04 * scene.attributes().areaPx() + 6));
        }
    }

    @Test
    void statesTheAreaSegmentedAtHalfMaximumInTheFinishedPicture() {
        List<Double> stated = new ArrayList<>();
        List<Double> segmented = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            PaintedNucleus painted = painter.paint(i);
            if (painted.attributes().neighbours() == 0) {
                double area = pixelsAboveHalfMaximum(painted);
                stated.add(painted.attributes().areaPx());
                segmented.add(area);
                errors.add(Math.abs(area / painted.attributes().areaPx() - 1));
            }
        }

        assertThat(stated).hasSizeGreaterThan(100);
        assertThat(correlation(stated, segmented)).isGreaterThan(0.98);
        assertThat(median(errors)).isLessThan(0.06);
    }

    private static double pixelsAboveHalfMaximum(PaintedNucleus painted) {
        NucleusAttributes truth = painted.attributes();
        double half = truth.background() + truth.brightness() / 2;
        return IntStream.range(0, SIDE * SIDE)
                .filter(p -> (painted.pixels()[p] & 0xff) > half)
                .count();
    }

    @Test
    void statesAxesOrientationAndCentreOfTheSecondMoments() {
        for (int i = 0; i < 300; i++) {
            NucleusAttributes truth = painter.scene(i).attributes();
            double[] ellipse = ellipseOfMoments(painter.scene(i).nucleus());

            assertThat(ellipse[0]).isCloseTo(truth.majorAxisPx(), within(0.08 * truth.majorAxisPx()));
            assertThat(ellipse[1]).isCloseTo(truth.minorAxisPx(), within(0.08 * truth.minorAxisPx()));
            assertThat(ellipse[3]).isCloseTo(truth.centreX(), within(0.35));
            assertThat(ellipse[4]).isCloseTo(truth.centreY(), within(0.35));
            if (truth.eccentricity() > 0.6) {
                double turn = Math.abs(ellipse[2] - truth.orientationDeg());
                assertThat(Math.min(turn, 180 - turn)).isLessThan(6);
            }
        }
    }

    /** Major and minor axis, angle as ImageJ gives it, centroid, of the pixels that the nucleus touches. */
    private static double[] ellipseOfMoments(GreyField nucleus) {
        double[] m = new double[6];
        for (int p = 0; p < SIDE * SIDE; p++) {
            if (nucleus.values[p] > 0) {
                double x = p % SIDE + 0.5;
                double y = p / SIDE + 0.5;
                double[] terms = {1, x, y, x * x, x * y, y * y};
                for (int k = 0; k < 6; k++) {
                    m[k] += terms[k];
                }
            }
        }
        double x = m[1] / m[0];
        double y = m[2] / m[0];
        double xx = m[3] / m[0] - x * x;
        double xy = m[4] / m[0] - x * y;
        double yy = m[5] / m[0] - y * y;
        double spread = Math.hypot(xx - yy, 2 * xy);
        // The rim of pixels only touched adds about half a pixel on either side.
        double major = 4 * Math.sqrt((xx + yy + spread) / 2) - 1.1;
        double minor = 4 * Math.sqrt((xx + yy - spread) / 2) - 1.1;
        double angle = Math.toDegrees(Math.atan2(-2 * xy, xx - yy) / 2);
        return new double[] {major, minor, (angle + 180) % 180, x, y};
    }

    @Test
    void statesTheBrightnessMeasuredInTheFinishedPicture() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            PaintedNucleus painted = painter.paint(i);
            NucleusAttributes truth = painted.attributes();
            if (truth.neighbours() == 0) {
                double light = IntStream.range(0, SIDE * SIDE)
                        .mapToDouble(p -> (painted.pixels()[p] & 0xff) - truth.background())
                        .sum();
                ratios.add(light / truth.areaPx() / truth.brightness());
            }
        }

        assertThat(ratios)
                .hasSizeGreaterThan(100)
                .allSatisfy(ratio -> assertThat(ratio).isCloseTo(1, within(0.06)));
        assertThat(median(ratios)).isCloseTo(1, within(0.01));
    }

    @Test
    void drawsAttributesIndependentlyOfEachOther() {
        List<NucleusAttributes> all = IntStream.range(0, 1000)
                .mapToObj(i -> painter.scene(i).attributes())
                .toList();
        List<ToDoubleFunction<NucleusAttributes>> columns = List.of(
                NucleusAttributes::areaPx,
                NucleusAttributes::eccentricity,
                NucleusAttributes::orientationDeg,
                NucleusAttributes::brightness,
                NucleusAttributes::blurSigmaPx,
                NucleusAttributes::noiseSigma,
                NucleusAttributes::background,
                NucleusAttributes::centreX,
                NucleusAttributes::centreY,
                NucleusAttributes::neighbours);

        for (int a = 0; a < columns.size(); a++) {
            for (int b = 0; b < a; b++) {
                // Four standard errors of the correlation of 1000 independent pairs.
                assertThat(correlation(column(all, columns.get(a)), column(all, columns.get(b))))
                        .as("columns %d and %d", a, b)
                        .isCloseTo(0, within(4 / Math.sqrt(1000)));
            }
        }
    }

    @Test
    void variesTheAttributesWidely() {
        List<NucleusAttributes> all = IntStream.range(0, 300)
                .mapToObj(i -> painter.scene(i).attributes())
                .toList();

        assertThat(all).anyMatch(a -> a.areaPx() < 300).anyMatch(a -> a.areaPx() > 900);
        assertThat(all).anyMatch(a -> a.eccentricity() < 0.4).anyMatch(a -> a.eccentricity() > 0.8);
        assertThat(all).anyMatch(a -> a.brightness() < 50).anyMatch(a -> a.brightness() > 130);
        assertThat(all).anyMatch(a -> a.neighbours() == 0).anyMatch(a -> a.neighbours() > 1);
    }

    @Test
    void scalesLengthsWithTheSide() {
        NucleiPainter twice = new NucleiPainter(2 * SIDE, SEED);
        NucleusAttributes small = painter.scene(5).attributes();
        NucleusAttributes large = twice.scene(5).attributes();

        assertThat(twice.paint(5).pixels()).hasSize(4 * SIDE * SIDE);
        assertThat(large.areaPx()).isCloseTo(4 * small.areaPx(), within(1e-6));
        assertThat(large.blurSigmaPx()).isCloseTo(2 * small.blurSigmaPx(), within(1e-6));
        assertThat(large.brightness()).isCloseTo(small.brightness(), within(1e-6));
    }

    @Test
    void writesPicturesAndOneLinePerPicture(@TempDir Path temp) throws IOException {
        Path folder = temp.resolve("new/nuclei");
        NucleiPainter.writeFolder(folder, SIDE, SEED, 12);

        List<String> lines = Files.readAllLines(folder.resolve("attributes.csv"));
        assertThat(lines).hasSize(13);
        assertThat(lines.get(0)).startsWith("file,area_px,").endsWith(",neighbours");
        for (int i = 0; i < 12; i++) {
            assertThat(lines.get(i + 1)).startsWith(String.format(Locale.ROOT, "nucleus-%05d.png,", i));
        }
        BufferedImage image = ImageIO.read(folder.resolve("nucleus-00011.png").toFile());
        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        byte[] stored = (byte[]) image.getRaster().getDataElements(0, 0, SIDE, SIDE, null);
        assertThat(stored).isEqualTo(painter.paint(11).pixels());
    }

    @Test
    void writesDecimalPointsUnderALocaleWithCommas() {
        Locale before = Locale.getDefault();
        NucleusAttributes attributes = painter.scene(0).attributes();
        String expected = attributes.csvLine();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(attributes.csvLine()).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
        String[] cells = expected.split(",");
        assertThat(cells).hasSameSizeAs(NucleusAttributes.csvHeader().split(","));
        assertThat(Double.parseDouble(cells[0])).isCloseTo(attributes.areaPx(), within(0.01));
    }

    @Test
    void refusesAFolderThatHoldsSomething(@TempDir Path folder) throws IOException {
        Path own = Files.writeString(folder.resolve("nucleus-00000.png"), "mine");

        assertThatThrownBy(() -> NucleiPainter.writeFolder(folder, SIDE, SEED, 2))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not empty");
        assertThat(own).hasContent("mine");
    }

    @Test
    void refusesSideCountAndIndexOutOfRange(@TempDir Path temp) {
        Path folder = temp.resolve("none");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NucleiPainter(8, SEED))
                .withMessageContaining("8 pixels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NucleiPainter.writeFolder(folder, SIDE, SEED, 0))
                .withMessageContaining("choose 1 to 100000");
        assertThatIllegalArgumentException().isThrownBy(() -> painter.paint(-1)).withMessageContaining("-1");
        assertThat(folder).doesNotExist();
    }

    private static List<Double> column(List<NucleusAttributes> all, ToDoubleFunction<NucleusAttributes> column) {
        return all.stream().map(column::applyAsDouble).toList();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double correlation(List<Double> a, List<Double> b) {
        double meanA = a.stream().mapToDouble(v -> v).average().orElseThrow();
        double meanB = b.stream().mapToDouble(v -> v).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.size(); i++) {
            ab += (a.get(i) - meanA) * (b.get(i) - meanB);
            aa += (a.get(i) - meanA) * (a.get(i) - meanA);
            bb += (b.get(i) - meanB) * (b.get(i) - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
