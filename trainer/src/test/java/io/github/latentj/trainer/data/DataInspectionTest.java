package io.github.latentj.trainer.data;

import static io.github.latentj.trainer.data.TestFiles.greyPng;
import static io.github.latentj.trainer.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.trainer.run.InspectionFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataInspectionTest {
    @TempDir
    private Path folder;

    private DataInspection inspect() {
        return new DataInspection(ImageFolder.read(folder, ReadingOptions.ofSide(64)));
    }

    /** Twelve soft discs, as a field of cells has them. */
    private static int cells(int x, int y, int seed) {
        Random random = new Random(seed);
        double sum = 10;
        for (int cell = 0; cell < 12; cell++) {
            double dx = x - 64 * random.nextDouble();
            double dy = y - 64 * random.nextDouble();
            double radius = 3 + 6 * random.nextDouble();
            sum += 110 * Math.exp(-(dx * dx + dy * dy) / (2 * radius * radius));
        }
        return (int) Math.min(255, sum);
    }

    @Test
    void picturesThatWereBrightenedOrResizedAreFoundAndOthersAreNot() throws IOException {
        write(folder, "a.png", greyPng(64, 64, (x, y) -> cells(x, y, 1)));
        write(folder, "b-other.png", greyPng(64, 64, (x, y) -> cells(x, y, 3)));
        write(folder, "c-darker.png", greyPng(64, 64, (x, y) -> cells(x, y, 1) * 3 / 4));
        write(folder, "d-larger.png", greyPng(128, 128, (x, y) -> cells(x / 2, y / 2, 1)));
        write(folder, "e-noise.png", greyPng(64, 64, (x, y) -> (x * 7919 + y * 104729) % 251));
        assertThat(inspect().nearDuplicates())
                .containsExactly(
                        new DataInspection.NearDuplicate("c-darker.png", "a.png"),
                        new DataInspection.NearDuplicate("d-larger.png", "a.png"));
    }

    @Test
    void histogramCountsEveryPixelWhereItBelongs() throws IOException {
        write(folder, "a.png", greyPng(64, 64, (x, y) -> x < 16 ? 255 : 3));
        IntensityHistogram histogram = inspect().histogram();
        assertThat(histogram.bins()).isEqualTo(256);
        assertThat(histogram.count(0, 255)).isEqualTo(16 * 64);
        assertThat(histogram.count(0, 3)).isEqualTo(48 * 64);
        assertThat(sum(histogram)).isEqualTo(64 * 64);
        assertThat(inspect().lines())
                .contains("Intensities: 0.00 % of all values are at 0 or below, 25.00 % at 255 or above.");
    }

    @Test
    void imagesThatShowNextToNothingAreCounted() throws IOException {
        write(folder, "cells.png", greyPng(64, 64, (x, y) -> cells(x, y, 1)));
        write(folder, "dark.png", greyPng(64, 64, (x, y) -> 4 + (x * 7919 + y * 104729) % 3));
        write(folder, "dim.png", greyPng(64, 64, (x, y) -> cells(x, y, 1) / 6));
        assertThat(inspect().nearlyEmpty()).containsExactly("dark.png");
    }

    @Test
    void everyBinOfAHistogramHoldsEquallyManyWholeValues() {
        IntensityHistogram histogram = new IntensityHistogram(new IntensityMap(PixelType.UINT16, 100, 3300), 1);
        for (int value = 100; value <= 3300; value++) {
            histogram.add(0, new IntensityMap(PixelType.UINT16, 100, 3300).toNetwork(value));
        }
        assertThat(histogram.from(0)).isEqualTo(100);
        assertThat(histogram.to(0)).isEqualTo(112);
        assertThat(histogram.to(histogram.bins() - 1)).isBetween(3300.0, 3312.0);
        for (int bin = 0; bin < histogram.bins() - 1; bin++) {
            assertThat(histogram.count(0, bin)).as("bin %d", bin).isEqualTo(13);
        }
        assertThat(sum(histogram)).isEqualTo(3201);
    }

    @Test
    void floatIntensitiesFallIntoEqualStretches() {
        IntensityHistogram histogram = new IntensityHistogram(new IntensityMap(PixelType.FLOAT32, 0, 0.5), 2);
        histogram.add(1, -1);
        histogram.add(1, 0);
        histogram.add(1, 1);
        assertThat(histogram.count(1, 0)).isEqualTo(1);
        assertThat(histogram.count(1, 128)).isEqualTo(1);
        assertThat(histogram.count(1, 255)).isEqualTo(1);
        assertThat(histogram.from(128)).isEqualTo(0.25);
        assertThat(histogram.to(255)).isEqualTo(0.5);
        assertThat(sum(histogram)).isZero();
    }

    /** Of the first channel. */
    private static long sum(IntensityHistogram histogram) {
        return IntStream.range(0, histogram.bins())
                .mapToLong(bin -> histogram.count(0, bin))
                .sum();
    }

    @Test
    void reportCountsKindsAndNamesSkippedFilesLineByLine() throws IOException {
        write(folder, "x/a.png", greyPng(64, 64, (x, y) -> x));
        write(folder, "y/b.png", greyPng(80, 64, (x, y) -> x));
        for (int i = 0; i < 23; i++) {
            write(folder, "y/bad" + i + ".png", "no".getBytes());
        }
        List<String> lines = inspect().lines();
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("1  64 x 64 uint8 grey PNG"))
                .anySatisfy(line -> assertThat(line).contains("1  80 x 64 uint8 grey PNG"))
                .containsSubsequence("Skipped 23 files:", "  y/bad0.png (not PNG, JPEG or TIFF)", "  and 3 more")
                .doesNotContain("  y/bad9.png (not PNG, JPEG or TIFF)") // after bad22 in the alphabet
                .contains("Class x: 1 image.");
        Path out = folder.resolveSibling(folder.getFileName() + "-looked-at");
        InspectionFolder.write(out, inspect());
        assertThat(Files.readAllLines(out.resolve("skipped.csv")))
                .hasSize(24)
                .startsWith("file,reason")
                .contains("\"y/bad9.png\",\"not PNG, JPEG or TIFF\"");
    }

    @Test
    void montageShowsThePixelsAndFilesAreWritten() throws IOException {
        for (int i = 0; i < 5; i++) {
            int number = i;
            write(folder, "in/" + i + ".png", greyPng(64, 64, (x, y) -> x + 10 * number));
        }
        Path out = folder.resolve("out");
        InspectionFolder.write(
                out, new DataInspection(ImageFolder.read(folder.resolve("in"), ReadingOptions.ofSide(64))));
        BufferedImage montage = ImageIO.read(out.resolve("montage.png").toFile());
        assertThat(montage.getWidth()).isEqualTo(3 * 64 + 2);
        assertThat(montage.getHeight()).isEqualTo(2 * 64 + 1);
        assertThat(montage.getRGB(65 + 5, 65 + 9) & 0xffffff).isEqualTo(0x010101 * (5 + 40));
        assertThat(Files.readAllLines(out.resolve("histogram.csv"))).hasSize(257);
        assertThat(ImageIO.read(out.resolve("histogram.png").toFile()).getWidth())
                .isEqualTo(800);
    }

    @Test
    void realNucleiHaveFewNearDuplicates() {
        Path nuclei = Path.of(System.getProperty("latentj.root"), "..", "shared", "data", "nuclei64", "nuclei64.zip");
        assumeTrue(Files.isRegularFile(nuclei), "the nuclei are not at ../shared/data/nuclei64");
        DataInspection inspection = new DataInspection(ImageFolder.read(nuclei, ReadingOptions.ofSide(64)));
        assertThat(inspection.report().summary()).contains("6286 images");
        assertThat(inspection.nearDuplicates()).hasSizeLessThan(6286 / 50);
    }
}
