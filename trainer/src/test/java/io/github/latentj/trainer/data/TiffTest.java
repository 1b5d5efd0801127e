package io.github.latentj.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.contract.PixelType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real files of the data pack against the values that an independent reader (tifffile) found in them. */
class TiffTest {
    private static final Path TIFFS = Path.of(System.getProperty("latentj.root"), "..", "shared", "data", "tiff");

    private static List<DecodedImage> decoded(String name) throws IOException, UnreadableImageException {
        Path archive = TIFFS.resolve("tiff_set.zip");
        assumeTrue(Files.isRegularFile(archive), "the TIFF files are not at ../shared/data/tiff");
        List<DecodedImage> images = new ArrayList<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ImageDecoder.decode(
                    zip.getInputStream(zip.getEntry("tiff_set/" + name)).readAllBytes(), images::add);
        }
        return images;
    }

    @Test
    void everyFileHasTheValuesOfTheManifest() throws IOException, UnreadableImageException {
        Path manifest = TIFFS.resolve("tiff_manifest.csv");
        assumeTrue(Files.isRegularFile(manifest), "the TIFF files are not at ../shared/data/tiff");
        int compared = 0;
        for (String line : Files.readAllLines(manifest).stream().skip(1).toList()) {
            String[] cells = line.split(",");
            // Values on the screen differ from stored ones, or the manifest tells of the first page alone.
            if (!line.matches(".*(palette|white_is_zero|binary|different_size).*")) {
                double[] statistics = statistics(decoded(cells[0]));
                assertThat(statistics[0]).as(cells[0]).isEqualTo(Double.parseDouble(cells[9]));
                assertThat(statistics[1]).as(cells[0]).isEqualTo(Double.parseDouble(cells[10]));
                assertThat(statistics[2]).as(cells[0]).isCloseTo(Double.parseDouble(cells[11]), within(1e-4));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(23);
    }

    /** Smallest, largest and mean of the finite values. */
    private static double[] statistics(List<DecodedImage> images) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        long count = 0;
        for (DecodedImage image : images) {
            for (float value : image.values()) {
                if (!Float.isFinite(value)) {
                    continue;
                }
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
                sum += value;
                count++;
            }
        }
        return new double[] {lowest, highest, sum / count};
    }

    @ParameterizedTest
    @CsvSource({
        "original/bbbc022_A02_s9_3ch_16bit_hyperstack.tif, 1, 3, UINT16",
        "original/cp_tiled_2page.ome.tiff, 1, 2, UINT8",
        "original/cp_5channel_8bit.tif, 1, 5, UINT8",
        "original/clij_drosophila_13slices_8bit.tif, 13, 1, UINT8",
        "derived/drosophila_embryo_sequence1_21frames_gray8_deflate.tif, 21, 1, UINT8",
        "derived/bbbc022_pages_of_different_size.tif, 4, 1, UINT16",
        "derived/bbbc022_crop_int16_signed.tif, 1, 1, FLOAT32",
        "derived/bbbc022_crop_rgb16.tif, 1, 3, UINT16",
        "derived/bbbc022_crop_binary_1bit.tif, 1, 3, UINT8",
        "original/cp_fly_01_POS002_D_8bit_palette.TIF, 1, 3, UINT8"
    })
    void slicesAndTimePointsArePicturesAndChannelsAreTheirs(String name, int pictures, int channels, PixelType type)
            throws IOException, UnreadableImageException {
        List<DecodedImage> images = decoded(name);
        assertThat(images).hasSize(pictures).allSatisfy(image -> {
            assertThat(image.channels()).isEqualTo(channels);
            assertThat(image.pixelType()).isEqualTo(type);
        });
    }

    @Test
    void oneBitIsBlackAndWhiteAndWhiteIsZeroIsTurnedToLight() throws IOException, UnreadableImageException {
        double[] binary = statistics(decoded("derived/bbbc022_crop_binary_1bit.tif"));
        assertThat(binary[1]).isEqualTo(255);
        assertThat(binary[2] / 255).isCloseTo(0.1964, within(1e-4));
        double[] inverted = statistics(decoded("derived/bbbc022_crop_uint8_white_is_zero.tif"));
        assertThat(inverted[2]).isCloseTo(255 - 18.3193, within(1e-3));
    }

    /** Physical units know no limits: neither 0 to 1 nor positive numbers. */
    @Test
    void floatsAreReadAsTheyAre() throws IOException, UnreadableImageException {
        float[] written = {-1000.5f, 0, 0.25f, 1, 1.5f, 65_536, 3e20f, Float.NEGATIVE_INFINITY};
        ByteBuffer pixels = ByteBuffer.allocate(4 * written.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : written) {
            pixels.putFloat(value);
        }
        byte[] page = TestFiles.greyTiff(2, 4, 32, 1, -1, 0, pixels.array());
        List<DecodedImage> images = new ArrayList<>();
        ImageDecoder.decode(page, images::add);
        assertThat(images).singleElement().satisfies(image -> {
            assertThat(image.pixelType()).isEqualTo(PixelType.FLOAT32);
            assertThat(image.values()).containsExactly(written);
        });
    }

    /** Values 0, 1 and so on in rows that are padded to whole bytes, as TIFF 6.0 says. */
    private static byte[] ramp(int bits, int photometric, int side) {
        int rowBytes = (side * bits + 7) / 8;
        byte[] packed = new byte[rowBytes * side];
        for (int i = 0; i < side * side; i++) {
            for (int bit = 0; bit < bits; bit++) {
                int at = i % side * bits + bit;
                boolean set = (rampValue(i, bits) >> (bits - 1 - bit) & 1) != 0;
                packed[i / side * rowBytes + at / 8] |= (byte) (set ? 0x80 >> at % 8 : 0);
            }
        }
        if (bits == 16) {
            for (int i = 0; i < packed.length; i += 2) {
                byte high = packed[i];
                packed[i] = packed[i + 1];
                packed[i + 1] = high;
            }
        }
        return TestFiles.tiff(
                0,
                packed,
                new int[] {256, 4, 1, side},
                new int[] {257, 4, 1, side},
                new int[] {258, 3, 1, bits},
                new int[] {259, 3, 1, 1},
                new int[] {262, 3, 1, photometric},
                new int[] {273, 4, 1, 8 + 2 + 12 * 9 + 4},
                new int[] {277, 3, 1, 1},
                new int[] {278, 4, 1, side},
                new int[] {279, 4, 1, packed.length});
    }

    private static int rampValue(int index, int bits) {
        return index * 37 % (1 << bits);
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "8, 0", "10, 0", "12, 1", "12, 0", "14, 0", "16, 1", "16, 0", "1, 1", "1, 0", "4, 1"})
    void everyDepthIsReadAsItLooks(int bits, int photometric) throws IOException, UnreadableImageException {
        int side = 33;
        List<DecodedImage> images = new ArrayList<>();
        ImageDecoder.decode(ramp(bits, photometric, side), images::add);
        DecodedImage image = images.get(0);
        int highest = (1 << bits) - 1;
        for (int i = 0; i < side * side; i++) {
            int dark = photometric == 1 ? rampValue(i, bits) : highest - rampValue(i, bits);
            // Fewer than 8 bits are shown as black, white and what is between.
            double expected = bits < 8 ? dark * 255.0 / highest : dark;
            assertThat((double) image.values()[i]).as("pixel " + i).isCloseTo(expected, within(0.51));
        }
    }
}
