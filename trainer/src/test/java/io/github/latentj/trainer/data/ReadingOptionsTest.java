package io.github.latentj.trainer.data;

import static io.github.latentj.trainer.data.TestFiles.greyPng;
import static io.github.latentj.trainer.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.trainer.config.InvalidSettingsException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingOptionsTest {
    private static final Path SHARED = Path.of(System.getProperty("latentj.root"), "..", "shared", "data");
    private static final ReadingOptions SIDE_32 = ReadingOptions.ofSide(32);

    @TempDir
    private Path folder;

    private static float[] pixels(ImageSet set, int index) {
        float[] values = new float[set.channels() * set.size() * set.size()];
        set.copyTo(index, values, 0);
        return values;
    }

    private static float network(double grey) {
        return IntensityMap.uint8().toNetwork(grey);
    }

    @Test
    void centreCropKeepsTheScale() throws IOException {
        write(folder, "a.png", greyPng(64, 48, (x, y) -> x + y));
        ImageSet set =
                ImageFolder.read(folder, SIDE_32.withCrop(CropMode.CENTER_CROP)).images();
        assertThat(pixels(set, 0)[0]).isEqualTo(network(16 + 8));
        assertThat(pixels(set, 0)[33]).isEqualTo(network(16 + 8 + 2));
    }

    @Test
    void fieldsMuchLargerThanTheSquareGivePatchesFromRandomPlaces() throws IOException {
        write(folder, "a.png", greyPng(160, 130, (x, y) -> x));
        ImageFolder.Reading reading = ImageFolder.read(folder, SIDE_32);
        ImageSet set = reading.images();
        assertThat(reading.report()).anySatisfy(line -> assertThat(line).contains("random-crop"));
        assertThat(set.count()).isEqualTo(5 * 4);
        assertThat(reading.report().get(0)).startsWith("20 patches of 1 picture from");
        assertThat(new DataInspection(reading).lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith("Near-duplicates: ").contains("of 20 patches of 1 picture"));
        // Without chance: the tiles of a grid, row by row.
        assertThat(pixels(set, 6)[0]).isEqualTo(network(32));
        Set<Float> lefts = new HashSet<>();
        float[] patch = new float[32 * 32];
        Random random = new Random(3);
        for (int draw = 0; draw < 500; draw++) {
            set.copyTo(0, random, patch, 0);
            lefts.add(patch[0]);
            assertThat(patch[31] - patch[0]).isCloseTo(31 / 127.5f, within(1e-5f));
        }
        assertThat(lefts).hasSizeGreaterThan(100).contains(network(0), network(128));
    }

    @Test
    void percentilesPassOverHotPixels() throws IOException {
        byte[] png =
                TestFiles.png(BufferedImage.TYPE_USHORT_GRAY, 32, 32, (x, y) -> x == 0 && y == 0 ? 60_000 : 100 + x);
        write(folder, "a.png", png);
        assertThat(ImageFolder.read(folder, SIDE_32).images().intensityMap())
                .isEqualTo(new IntensityMap(PixelType.UINT16, 100, 60_000));
        assertThat(ImageFolder.read(folder, SIDE_32.withIntensity(IntensityRule.PERCENTILES))
                        .images()
                        .intensityMap())
                .isEqualTo(new IntensityMap(PixelType.UINT16, 100, 131));
        assertThat(ImageFolder.read(folder, SIDE_32.withIntensity(IntensityRule.TYPE_RANGE))
                        .images()
                        .intensityMap())
                .isEqualTo(new IntensityMap(PixelType.UINT16, 0, 65_535));
    }

    @Test
    void everySixteenBitValueComesBackThroughTheMap() throws IOException {
        byte[] png = TestFiles.png(BufferedImage.TYPE_USHORT_GRAY, 32, 32, (x, y) -> 700 + 13 * (x + 32 * y));
        write(folder, "a.png", png);
        ImageSet set = ImageFolder.read(folder, SIDE_32).images();
        float[] pixels = pixels(set, 0);
        for (int i = 0; i < pixels.length; i++) {
            assertThat(set.intensityMap().toStored(pixels[i])).isEqualTo(700 + 13 * i);
        }
    }

    @Test
    void classFoldersBecomeLabels() throws IOException {
        write(folder, "all/round/a.png", greyPng(32, 32, (x, y) -> x));
        write(folder, "all/long/plate/b.png", greyPng(32, 32, (x, y) -> y));
        ImageSet set = ImageFolder.read(folder, SIDE_32).images();
        assertThat(set.labels()).containsExactly("long", "round");
        assertThat(set.label(0)).contains("long");
        assertThat(set.label(1)).contains("round");
        write(folder, "all/c.png", greyPng(32, 32, (x, y) -> x + y));
        assertThat(ImageFolder.read(folder, SIDE_32).images().labels()).isEmpty();
    }

    @Test
    void idxFilesGiveImagesWithTheirLabels() throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + 2 * 32 * 32);
        images.putInt(0x803).putInt(2).putInt(32).putInt(32);
        for (int i = 16; i < images.capacity(); i++) {
            images.put((byte) (i % 251));
        }
        write(folder, "t-images-idx3-ubyte.gz", gzip(images.array()));
        write(folder, "t-labels-idx1-ubyte", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7, 3});
        for (Path source : new Path[] {folder, folder.resolve("t-images-idx3-ubyte.gz")}) {
            ImageSet set = ImageFolder.read(source, SIDE_32).images();
            assertThat(set.count()).isEqualTo(2);
            assertThat(set.label(0)).contains("7");
            assertThat(set.label(1)).contains("3");
            assertThat(pixels(set, 1)[0]).isEqualTo(network((16 + 32 * 32) % 251));
        }
    }

    @Test
    void idxThatBreaksOffIsRefused() throws IOException {
        write(folder, "t-images-idx3-ubyte", new byte[] {0, 0, 8, 3, 0x7f, -1, -1, -1, 0, 0, 0, 9, 0, 0, 0, 9, 1});
        assertThatThrownBy(() -> ImageFolder.read(folder, SIDE_32))
                .isInstanceOf(NoImagesException.class)
                .hasMessageContaining("breaks off");
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void publishedIdxSetsAreReadWhole() {
        Path mnist = SHARED.resolve("mnist");
        assumeTrue(Files.isDirectory(mnist), "the MNIST files are not at ../shared/data/mnist");
        ImageSet set = ImageFolder.read(mnist, SIDE_32).images();
        assertThat(set.count()).isEqualTo(10_000);
        assertThat(set.labels()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        // The first digits of the published test set.
        assertThat(set.label(0)).contains("7");
        assertThat(set.label(1)).contains("2");
    }

    @Test
    void channelsOfAHyperstackAreOneImageAndCanBeChosen() throws IOException {
        Path archive = SHARED.resolve("tiff/tiff_set.zip");
        assumeTrue(Files.isRegularFile(archive), "the TIFF files are not at ../shared/data/tiff");
        try (ZipFile zip = new ZipFile(archive.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("tiff_set/original/cp_5channel_8bit.tif"))) {
            Files.copy(in, folder.resolve("five.tif"));
        }
        ReadingOptions options = ReadingOptions.ofSide(64);
        ImageSet five = ImageFolder.read(folder, options).images();
        assertThat(five.channels()).isEqualTo(5);
        ImageSet chosen = ImageFolder.read(folder, options.withChannelSelection(List.of(4, 2)))
                .images();
        assertThat(chosen.channels()).isEqualTo(2);
        float[] all = pixels(five, 0);
        float[] two = pixels(chosen, 0);
        assertThat(two[5]).isEqualTo(all[3 * 64 * 64 + 5]);
        assertThat(two[64 * 64 + 5]).isEqualTo(all[64 * 64 + 5]);
        assertThatThrownBy(() -> ImageFolder.read(folder, options.withChannelSelection(List.of(6))))
                .isInstanceOf(NoImagesException.class)
                .hasMessageContaining("channel 6 was asked for, it has 5");
    }

    @Test
    void picturesWithOtherChannelsThanMostAreSkippedByName() throws IOException {
        channelsOfAHyperstackAreOneImageAndCanBeChosen();
        write(folder, "a.png", greyPng(64, 64, (x, y) -> x));
        write(folder, "b.png", greyPng(64, 64, (x, y) -> y));
        ImageFolder.Reading reading = ImageFolder.read(folder, ReadingOptions.ofSide(64));
        assertThat(reading.images().count()).isEqualTo(2);
        assertThat(reading.report())
                .anySatisfy(line -> assertThat(line).contains("five.tif (it has 5 channels, the others 1)"));
    }

    @Test
    void impossibleChoicesAreToldAtOnce() {
        assertThatThrownBy(() -> ReadingOptions.ofSide(0).withChannelSelection(List.of(0)))
                .isInstanceOf(InvalidSettingsException.class);
        assertThatThrownBy(() -> new ReadingOptions(
                        0, null, List.of(0, -3), null, IntensityRule.AUTOMATIC, Augmentation.NONE, null, null))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.problems()).hasSize(3));
        assertThatThrownBy(() -> new Augmentation(true, true, 0.7)).isInstanceOf(InvalidSettingsException.class);
    }
}
