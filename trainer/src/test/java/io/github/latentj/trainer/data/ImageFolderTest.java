package io.github.latentj.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final Path SHARED = Path.of(System.getProperty("latentj.root"), "..", "shared", "data");

    @TempDir
    private Path folder;

    private void picture(String name, int type, int width, int height, IntBinaryOperator pixel) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, pixel.applyAsInt(x, y) + band * 10);
                }
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, name.endsWith("tif") ? "tiff" : "png", file.toFile());
    }

    private static float[] image(ImageSet set, int index) {
        float[] values = new float[set.channels() * set.size() * set.size()];
        set.copyTo(index, values, 0);
        return values;
    }

    @Test
    void everyPixelOfA8BitPictureArrivesExactly() throws IOException {
        picture("a.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> 8 * y + x / 4);
        ImageSet set = ImageFolder.read(folder, 32, null).images();
        assertThat(set.channels()).isEqualTo(1);
        assertThat(set.intensityMap()).isEqualTo(IntensityMap.uint8());
        float[] values = image(set, 0);
        for (int i = 0; i < values.length; i++) {
            int stored = 8 * (i / 32) + i % 32 / 4;
            assertThat((double) values[i]).isCloseTo(stored / 127.5 - 1, within(1e-6));
        }
    }

    @Test
    void sixteenBitPicturesSpreadTheirOwnRangeAndRememberIt() throws IOException {
        picture("a.tif", BufferedImage.TYPE_USHORT_GRAY, 32, 32, (x, y) -> 1000 + x);
        picture("b.tif", BufferedImage.TYPE_USHORT_GRAY, 32, 32, (x, y) -> 3000);
        ImageSet set = ImageFolder.read(folder, 32, null).images();
        assertThat(set.intensityMap()).isEqualTo(new IntensityMap(PixelType.UINT16, 1000, 3000));
        assertThat(image(set, 0)[0]).isEqualTo(-1);
        assertThat(image(set, 1)[0]).isEqualTo(1);
    }

    @Test
    void largePictureIsCutToItsCentreAndAveraged() throws IOException {
        // Left and right of the centred square are white: they must not be seen.
        picture("a.png", BufferedImage.TYPE_BYTE_GRAY, 128, 64, (x, y) -> x < 32 || x >= 96 ? 255 : 2 * (x - 32));
        ImageSet set = ImageFolder.read(folder, 32, null).images();
        float[] values = image(set, 0);
        for (int x = 0; x < 32; x++) {
            // Two columns, 4x and 4x + 2, make one.
            assertThat((double) values[x]).isCloseTo((4 * x + 1) / 127.5 - 1, within(1e-5));
        }
    }

    @Test
    void smallPictureGrowsWithoutNewExtremes() throws IOException {
        picture("a.png", BufferedImage.TYPE_BYTE_GRAY, 2, 2, (x, y) -> 100 * x + 50 * y);
        float[] values = image(ImageFolder.read(folder, 32, null).images(), 0);
        assertThat((double) values[0]).isCloseTo(-1, within(1e-6));
        assertThat((double) values[32 * 32 - 1]).isCloseTo(150 / 127.5 - 1, within(1e-6));
    }

    @Test
    void coloursDecideTheChannelsUnlessAskedOtherwise() throws IOException {
        picture("a.png", BufferedImage.TYPE_INT_RGB, 32, 32, (x, y) -> 50);
        picture("b.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> 60);
        ImageFolder.Reading mixed = ImageFolder.read(folder, 32, null);
        assertThat(mixed.report()).contains("Grey made RGB: 1 picture.");
        ImageSet colour = mixed.images();
        assertThat(colour.channels()).isEqualTo(3);
        float[] first = image(colour, 0);
        assertThat((double) first[2 * 32 * 32]).isCloseTo(70 / 127.5 - 1, within(1e-6));
        ImageSet grey = ImageFolder.read(folder, 32, ImageFolder.Channels.GREY).images();
        assertThat(grey.channels()).isEqualTo(1);
        assertThat((double) image(grey, 0)[0]).isCloseTo(60 / 127.5 - 1, within(1e-6));
    }

    @Test
    void colourFilesThatAreGreyEverywhereMakeAGreySet() throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, 0x404040);
        ImageIO.write(image, "png", folder.resolve("a.png").toFile());
        assertThat(ImageFolder.read(folder, 32, null).images().channels()).isEqualTo(1);
    }

    @Test
    void subfoldersAreSearchedInAnOrderOfTheirNamesAndHiddenFilesPassedOver() throws IOException {
        picture("b/z.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> 3);
        picture("b/a.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> 2);
        picture("a.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> 1);
        picture(".hidden.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> 9);
        picture("__MACOSX/x.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> 9);
        ImageFolder.Reading reading = ImageFolder.read(folder, 32, null);
        assertThat(reading.images().count()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat((double) image(reading.images(), i)[0]).isCloseTo((i + 1) / 127.5 - 1, within(1e-6));
        }
        assertThat(String.join("\n", reading.report())).doesNotContain("Skipped");
    }

    @Test
    void zipGivesTheSameImagesAsItsFolder() throws IOException {
        picture("in/b.png", BufferedImage.TYPE_BYTE_GRAY, 40, 32, (x, y) -> x);
        picture("in/sub/a.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> y);
        Path zip = folder.resolve("images.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : new String[] {"sub/a.png", "b.png"}) {
                out.putNextEntry(new ZipEntry(name));
                Files.copy(folder.resolve("in").resolve(name), out);
            }
        }
        assertThat(ImageFolder.read(zip, 32, null).images().fingerprint())
                .isEqualTo(ImageFolder.read(folder.resolve("in"), 32, null)
                        .images()
                        .fingerprint());
    }

    @Test
    void fingerprintTellsSetsApart() throws IOException {
        picture("a.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> x);
        String one = ImageFolder.read(folder, 32, null).images().fingerprint();
        picture("a.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> x == 31 && y == 31 ? 0 : x);
        assertThat(ImageFolder.read(folder, 32, null).images().fingerprint()).isNotEqualTo(one);
    }

    @Test
    void filesThatAreNoImagesAreCountedWithTheirReasons() throws IOException {
        picture("good.png", BufferedImage.TYPE_BYTE_GRAY, 32, 32, (x, y) -> 1);
        byte[] good = Files.readAllBytes(folder.resolve("good.png"));
        Files.write(folder.resolve("half.png"), Arrays.copyOf(good, good.length / 2));
        Files.writeString(folder.resolve("notes.txt"), "hello");
        Files.createFile(folder.resolve("empty.tif"));
        ImageFolder.Reading reading = ImageFolder.read(folder, 32, null);
        assertThat(reading.images().count()).isEqualTo(1);
        assertThat(reading.report())
                .containsSubsequence("Skipped 3 files:", "  empty.tif (empty file)")
                .anySatisfy(line -> assertThat(line).startsWith("  half.png (damaged PNG"))
                .anySatisfy(line -> assertThat(line).startsWith("  notes.txt (not PNG"));
    }

    @Test
    void nanAndInfinityNeverReachTheNetwork() throws IOException {
        Path tiffs = SHARED.resolve("tiff/tiff_set.zip");
        assumeTrue(Files.isRegularFile(tiffs), "the TIFF files are not at ../shared/data/tiff");
        extract(tiffs, "tiff_set/derived/bbbc022_crop_float32_nan_inf_negative.tif");
        ImageFolder.Reading reading = ImageFolder.read(folder, 64, null);
        for (float value : image(reading.images(), 0)) {
            assertThat(value).isBetween(-1f, 1f);
        }
        assertThat(reading.report()).anySatisfy(line -> assertThat(line).contains("NaN or infinite pixels"));
        assertThat(reading.images().intensityMap().pixelType()).isEqualTo(PixelType.FLOAT32);
    }

    @Test
    void everyOddFileIsReadRightOrRefusedByName() throws IOException {
        Path odd = SHARED.resolve("odd/odd_files.zip");
        assumeTrue(Files.isRegularFile(odd), "the odd files are not at ../shared/data/odd");
        ImageFolder.Reading reading =
                ImageFolder.read(odd, ReadingOptions.ofSide(32).withCrop(CropMode.RESIZE));
        assertThat(reading.images().count()).isEqualTo(35);
        Map<String, Double> means = new HashMap<>();
        Map<String, String> refusals = new HashMap<>();
        try (ZipFile zip = new ZipFile(odd.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                String name = entry.getName().replaceAll(".*/", "");
                try {
                    ImageDecoder.decode(
                            zip.getInputStream(entry).readAllBytes(), image -> means.put(name, mean(image.values())));
                } catch (UnreadableImageException e) {
                    refusals.put(name, e.getMessage());
                }
            }
        }
        // Means as an independent reader, Pillow, finds them.
        assertThat(means.get("cmyk.jpg")).isCloseTo(174.541, within(1.0));
        assertThat(means.get("palette_256.png")).isCloseTo(174.842, within(0.01));
        assertThat(means.get("palette_gray_ramp.png")).isCloseTo(16.871, within(0.01));
        assertThat(means.get("one_bit.png")).isCloseTo(5.622, within(0.01));
        assertThat(means.get("gray_alpha.png")).isCloseTo(16.871, within(0.01));
        assertThat(means.get("rgba_fully_transparent.png")).isCloseTo(174.851, within(0.01));
        assertThat(means.get("gray16_12bit_range.png")).isCloseTo(569.936, within(0.01));
        assertThat(means.get("gamma_chunk.png")).isCloseTo(16.871, within(0.01));
        assertThat(means.get("interlaced_rgb.png")).isCloseTo(174.851, within(0.01));
        assertThat(refusals)
                .containsKeys("truncated_half.jpg", "truncated_half.png", "corrupt_idat.png", "zero_bytes.tif")
                .hasEntrySatisfying(
                        "header_claims_60000x60000.png",
                        reason -> assertThat(reason).contains("60000 x 60000"))
                .hasEntrySatisfying(
                        "huge_flat_12000x9000_1bit.png",
                        reason -> assertThat(reason).contains("12000 x 9000"));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private void extract(Path archive, String name) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile());
                OutputStream out = Files.newOutputStream(folder.resolve("extracted.tif"))) {
            zip.getInputStream(zip.getEntry(name)).transferTo(out);
        }
    }

    @Test
    void aSetOfOneValueHasNothingToTeach() throws IOException {
        picture("a.tif", BufferedImage.TYPE_USHORT_GRAY, 32, 32, (x, y) -> 700);
        assertThatThrownBy(() -> ImageFolder.read(folder, 32, null))
                .isInstanceOf(NoImagesException.class)
                .hasMessageContaining("every pixel of every image is 700");
    }
}
