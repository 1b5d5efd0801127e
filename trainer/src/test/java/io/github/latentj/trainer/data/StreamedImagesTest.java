package io.github.latentj.trainer.data;

import static io.github.latentj.trainer.data.TestFiles.greyPng;
import static io.github.latentj.trainer.data.TestFiles.png;
import static io.github.latentj.trainer.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that are decoded each time they are seen, beside images that memory holds. */
@Timeout(60)
class StreamedImagesTest {
    private static final Augmentation ALL = new Augmentation(true, true, 0.2);
    private static final Path SHARED = Path.of("../../shared/data");

    @TempDir
    private Path folder;

    private static void assertSameBitForBit(Path source, ReadingOptions options) {
        ImageFolder.Reading held = ImageFolder.read(source, options.withAugmentation(ALL));
        ImageFolder.Reading streamed =
                ImageFolder.read(source, options.withAugmentation(ALL).withCache(0));
        ImageSet one = held.images();
        ImageSet other = streamed.images();
        assertThat(one.isHeld()).isTrue();
        assertThat(other.storage()).startsWith("Held in memory: 0 of ");
        assertThat(streamed.details().summary()).isEqualTo(held.details().summary());
        assertThat(streamed.details().skipped()).isEqualTo(held.details().skipped());
        assertThat(other.labels()).isEqualTo(one.labels());
        assertThat(other.intensityMap()).isEqualTo(one.intensityMap());
        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
        int batch = Math.min(8, one.count());
        BatchOrder order = new BatchOrder(one.count(), batch, 5);
        try (BatchLoader expected = new BatchLoader(one, order, 5, 3, 0);
                BatchLoader found = new BatchLoader(other, order, 5, 3, 0)) {
            for (int i = 0; i < Math.min(20, order.batchesPerEpoch() + 1); i++) {
                assertThat(found.next().pixels()).isEqualTo(expected.next().pixels());
            }
        }
    }

    @Test
    void pngsOfAllKindsInAFolderAreTheSameBitForBit() throws IOException {
        NucleiPainter.writeFolder(folder.resolve("a"), 40, 1, 20);
        for (int i = 0; i < 6; i++) {
            int shift = i * 9;
            write(
                    folder,
                    "b/deep" + i + ".png",
                    png(BufferedImage.TYPE_USHORT_GRAY, 70, 50, (x, y) -> x * 900 + shift));
            write(
                    folder,
                    "c/rgb" + i + ".png",
                    png(BufferedImage.TYPE_3BYTE_BGR, 33, 48, (x, y) -> x * y % 200 + shift));
        }
        assertSameBitForBit(folder, ReadingOptions.ofSide(32));
        assertSameBitForBit(folder, ReadingOptions.ofSide(32).withChannels(ImageFolder.Channels.GREY));
        assertSameBitForBit(
                folder,
                ReadingOptions.ofSide(32).withCrop(CropMode.CENTER_CROP).withIntensity(IntensityRule.PERCENTILES));
        assertSameBitForBit(zipped(), ReadingOptions.ofSide(32));
    }

    private Path zipped() throws IOException {
        Path zip = folder.resolveSibling(folder.getFileName() + ".zip");
        try (Stream<Path> files = Files.walk(folder);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return zip;
    }

    @Test
    void patchesOfFieldsAreTheSameBitForBit() throws IOException {
        for (int i = 0; i < 5; i++) {
            int shift = i;
            write(folder, i + ".png", greyPng(200 + i, 150, (x, y) -> (x * 7 + y * 13 + x * y * shift) % 256));
        }
        assertSameBitForBit(folder, ReadingOptions.ofSide(32));
    }

    @Test
    void imagesOfAnIdxFileAreTheSameBitForBit() throws IOException {
        byte[] idx = new byte[16 + 40 * 32 * 32];
        new Random(3).nextBytes(idx);
        ByteBuffer.wrap(idx).putInt(0x00000803).putInt(40).putInt(32).putInt(32);
        Path file = folder.resolve("digits-images-idx3-ubyte.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(idx);
        }
        assertSameBitForBit(file, ReadingOptions.ofSide(32));
    }

    @Test
    void pagesOfStacksAreTheSameBitForBit() throws IOException {
        for (int file = 0; file < 2; file++) {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
            try (ImageOutputStream out = ImageIO.createImageOutputStream(
                    folder.resolve("stack" + file + ".tif").toFile())) {
                writer.setOutput(out);
                writer.prepareWriteSequence(null);
                for (int page = 0; page < 30; page++) {
                    BufferedImage picture = new BufferedImage(70, 45, BufferedImage.TYPE_USHORT_GRAY);
                    for (int i = 0; i < 70 * 45; i++) {
                        picture.getRaster().setSample(i % 70, i / 70, 0, i * 17 + page * 100 + file);
                    }
                    writer.writeToSequence(new IIOImage(picture, null, null), null);
                }
                writer.endWriteSequence();
            } finally {
                writer.dispose();
            }
        }
        assertSameBitForBit(folder, ReadingOptions.ofSide(32));
        assertSameBitForBit(folder, ReadingOptions.ofSide(32).withCrop(CropMode.RANDOM_CROP));
    }

    private static Stream<Arguments> realImages() {
        ReadingOptions small = ReadingOptions.ofSide(32);
        return Stream.of(
                Arguments.of("fields/fields_original.zip", ReadingOptions.ofSide(64)),
                Arguments.of("tiff/tiff_set.zip", small));
    }

    @ParameterizedTest
    @MethodSource("realImages")
    void realImagesAreTheSameBitForBit(String file, ReadingOptions options) {
        Path source = SHARED.resolve(file);
        assumeTrue(Files.isRegularFile(source), "the images are not at ../shared/data/" + file);
        assertSameBitForBit(source, options);
    }

    @Test
    void asManyPicturesAreHeldAsTheCacheHasRoomFor() throws IOException {
        for (int i = 0; i < 20; i++) {
            int shift = i;
            write(folder, i + ".png", greyPng(300, 300, (x, y) -> (x + y * shift) % 256));
        }
        ReadingOptions options = ReadingOptions.ofSide(32);
        assertThat(ImageFolder.read(folder, options).report()).contains("Held in memory: all pictures, 1.8 MB.");
        assertThat(ImageFolder.read(folder, options.withCache(1)).report())
                .contains("Held in memory: 11 of 20 pictures, 1.0 MB (--cache); the others are decoded each time they"
                        + " are seen.");
        // As RGB they take three times the room.
        assertThat(ImageFolder.read(folder, options.withCache(1).withChannels(ImageFolder.Channels.RGB))
                        .report())
                .contains("Held in memory: 3 of 20 pictures, 0.8 MB (--cache); the others are decoded each time they"
                        + " are seen.");
    }

    @Test
    void readingTellsHowFarItIs() throws IOException {
        NucleiPainter.writeFolder(folder, 32, 1, 4);
        List<String> told = new ArrayList<>();
        ImageFolder.read(
                folder,
                ReadingOptions.ofSide(32).withIntensity(IntensityRule.MIN_MAX),
                (what, done, total) -> told.add(what + " " + done + "/" + total));
        assertThat(told)
                .startsWith("Reading images 0/5", "Reading images 1/5")
                .contains("Finding the range of uint8 values 3/4")
                .endsWith("Making the fingerprint of the images 3/4");
    }

    @Test
    void imageThatIsGoneDamagedOrChangedIsNamedAndUsedAgainWhenItIsBack() throws IOException {
        NucleiPainter.writeFolder(folder, 32, 1, 4);
        ImageSet images =
                ImageFolder.read(folder, ReadingOptions.ofSide(32).withCache(0)).images();
        Path file = folder.resolve("nucleus-00002.png");
        byte[] good = Files.readAllBytes(file);
        float[] before = image(images, 2);

        image(images, 0);
        Files.delete(file);
        assertLost(images, file, "cannot be read (NoSuchFile)");
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        assertLost(images, file, "damaged PNG");
        Files.copy(folder.resolve("nucleus-00003.png"), file, StandardCopyOption.REPLACE_EXISTING);
        assertLost(images, file, "not the picture that was read in the beginning");
        Files.write(file, good);
        assertThat(image(images, 2)).isEqualTo(before);
    }

    private static float[] image(ImageSet images, int index) {
        float[] pixels = new float[32 * 32];
        images.copyTo(index, pixels, 0);
        return pixels;
    }

    private static void assertLost(ImageSet images, Path file, String reason) {
        assertThatThrownBy(() -> image(images, 2))
                .isInstanceOf(LostImageException.class)
                .hasMessageContainingAll("cannot read the image " + file + " any more", reason);
        // By the threads of training, too, each time that it is asked for.
        try (BatchLoader loader = new BatchLoader(images, new BatchOrder(4, 4, 1), 1, 0, 0)) {
            assertThatThrownBy(loader::next).isInstanceOf(LostImageException.class);
            assertThatThrownBy(loader::next).isInstanceOf(LostImageException.class);
        }
    }
}
