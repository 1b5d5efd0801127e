package io.github.latentj.trainer.data;

import static io.github.latentj.trainer.data.TestFiles.greyPng;
import static io.github.latentj.trainer.data.TestFiles.greyTiff;
import static io.github.latentj.trainer.data.TestFiles.pngClaiming;
import static io.github.latentj.trainer.data.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.latentj.contract.PixelType;
import io.github.latentj.trainer.data.ReadingReport.Skipped;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of images must survive: every fault ends in the right picture or in a refusal by name. */
class DataFaultsTest {
    private static final Path ODD =
            Path.of(System.getProperty("latentj.root"), "..", "shared", "data", "odd", "odd_files.zip");

    @TempDir
    private Path folder;

    private ImageFolder.Reading read() {
        return ImageFolder.read(folder, 32, null);
    }

    /** Reads the folder with one good picture beside the bad file, and returns why that was skipped. */
    private String reasonFor(byte[] bad) throws IOException {
        write(folder, "good.png", greyPng(32, 32, (x, y) -> x));
        write(folder, "bad.tif", bad);
        ImageFolder.Reading reading = read();
        assertThat(reading.images().count()).isEqualTo(1);
        assertThat(reading.details().skipped()).hasSize(1);
        Skipped skipped = reading.details().skipped().get(0);
        assertThat(skipped.name()).isEqualTo("bad.tif");
        return skipped.reason();
    }

    private static byte[] odd(String name) throws IOException {
        assumeTrue(Files.isRegularFile(ODD), "the odd files are not at ../shared/data/odd");
        try (ZipFile zip = new ZipFile(ODD.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().equals("odd_files/" + name)
                            || entry.getName().endsWith("/" + name))
                    .findFirst()
                    .map(entry -> {
                        try {
                            return zip.getInputStream(entry).readAllBytes();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .orElseThrow();
        }
    }

    private static DecodedImage decoded(byte[] content) throws UnreadableImageException {
        List<DecodedImage> images = new ArrayList<>();
        ImageDecoder.decode(content, images::add);
        assertThat(images).hasSize(1);
        return images.get(0);
    }

    private static float[] pixels(ImageSet set, int index) {
        float[] values = new float[set.channels() * set.size() * set.size()];
        set.copyTo(index, values, 0);
        return values;
    }

    @Test
    void foldersWithoutImagesAreRefusedNamingWhatTheyHold() throws IOException {
        assertThatThrownBy(() -> ImageFolder.read(folder.resolve("missing"), 32, null))
                .isInstanceOf(NoImagesException.class)
                .hasMessageContaining(folder.resolve("missing").toString());
        assertThatThrownBy(this::read)
                .isInstanceOf(NoImagesException.class)
                .hasMessageContaining("the folder holds no files");
        write(folder, "notes.txt", "hello".getBytes());
        write(folder, "inner.zip", new byte[] {'P', 'K', 3, 4});
        assertThatThrownBy(this::read)
                .isInstanceOf(NoImagesException.class)
                .hasMessageContainingAll(folder.toString(), "found 2 other files", "name it by itself");
    }

    @Test
    void depthsThatAreMixedAreEachSpreadByThemselves() throws IOException {
        write(folder, "a.png", greyPng(32, 32, (x, y) -> x < 16 ? 0 : 255));
        write(folder, "b.png", TestFiles.png(BufferedImage.TYPE_USHORT_GRAY, 32, 32, (x, y) -> x < 16 ? 300 : 4380));
        ImageFolder.Reading reading = read();
        assertThat(reading.images().intensityMap().pixelType()).isEqualTo(PixelType.UINT16);
        assertThat(pixels(reading.images(), 0)).isEqualTo(pixels(reading.images(), 1));
        assertThat(reading.report())
                .anySatisfy(line -> assertThat(line)
                        .contains("Depths are mixed", "Generated images will have the values of uint16"));
        assertThat(reading.report().get(0))
                .startsWith("2 images from")
                .contains("uint8 0.0 to 255.0 (1 picture) and uint16 300.0 to 4380.0 (1 picture) each become -1 to 1.");
    }

    @Test
    void tiffOf64BitsIsRefusedByName() throws IOException {
        assertThat(reasonFor(greyTiff(1, 1, 64, 1, -1, 0, new byte[8]))).contains("64-bit TIFF");
    }

    @Test
    void alphaIsDroppedAndColoursBehindItAreKept() throws IOException, UnreadableImageException {
        DecodedImage transparent = decoded(odd("rgba_fully_transparent.png"));
        assertThat(transparent.values())
                .isEqualTo(decoded(odd("reference_rgb8.png")).values());
        assertThat(decoded(odd("gray_alpha.png")).channels()).isEqualTo(1);
    }

    @Test
    void cmykHasTheColoursThatPeopleSee() throws IOException, UnreadableImageException {
        float[] patch = decoded(odd("cmyk_patch_red.jpg")).values();
        int area = 64 * 64;
        assertThat((double) patch[0]).isCloseTo(200, within(4.0));
        assertThat((double) patch[area]).isCloseTo(30, within(4.0));
        assertThat((double) patch[2 * area]).isCloseTo(30, within(4.0));
    }

    @Test
    void jpegsAreTurnedUprightAsTheirExifSays() throws IOException, UnreadableImageException {
        float[] reference = decoded(odd("reference_rgb8.png")).values();
        for (int orientation : new int[] {3, 6, 8}) {
            DecodedImage upright = decoded(odd("exif_orientation_" + orientation + ".jpg"));
            assertThat(upright.width()).isEqualTo(320);
            double difference = 0;
            for (int i = 0; i < reference.length; i++) {
                difference += Math.abs(reference[i] - upright.values()[i]) / reference.length;
            }
            assertThat(difference).as("orientation " + orientation).isLessThan(6);
        }
    }

    @Test
    void everyExifOrientationIsUndone() {
        // Rows of the upright picture a b c / d e f, as each orientation stores them.
        float[][] stored = {
            {1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1}, {4, 5, 6, 1, 2, 3},
            {1, 4, 2, 5, 3, 6}, {3, 6, 2, 5, 1, 4}, {6, 3, 5, 2, 4, 1}, {4, 1, 5, 2, 6, 3}
        };
        for (int orientation = 1; orientation <= 8; orientation++) {
            boolean swapped = orientation >= 5;
            DecodedImage image =
                    new DecodedImage(swapped ? 2 : 3, swapped ? 3 : 2, 1, PixelType.UINT8, stored[orientation - 1]);
            assertThat(image.upright(orientation).values())
                    .as("orientation " + orientation)
                    .containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void constantAndEqualPicturesAreWarnedOf() throws IOException {
        write(folder, "a.png", greyPng(32, 32, (x, y) -> 7));
        write(folder, "sub/a.png", greyPng(32, 32, (x, y) -> 7));
        ImageFolder.Reading reading = read();
        // Equal names in two folders are two pictures.
        assertThat(reading.images().count()).isEqualTo(2);
        assertThat(reading.images().name(1)).isEqualTo("sub/a.png");
        assertThat(reading.report())
                .anySatisfy(line -> assertThat(line).contains("of one value everywhere: 2 pictures"))
                .anySatisfy(line -> assertThat(line).contains("all pictures are the same"));
        assertThat((double) pixels(reading.images(), 0)[0]).isCloseTo(7 / 127.5 - 1, within(1e-6));
    }

    @Test
    void headersThatClaimTooMuchAreRefusedBeforeMemoryIsTaken() throws IOException {
        assertThat(reasonFor(pngClaiming(30_000, 30_000))).contains("30000 x 30000", "89 million");
        assertThat(reasonFor(pngClaiming(Integer.MAX_VALUE, Integer.MAX_VALUE))).contains("2147483647");
        assertThat(reasonFor(pngClaiming(0, 5))).contains("0 x 5");
        assertThat(reasonFor(greyTiff(100_000, 100_000, 8, 1, -1, 0, new byte[10])))
                .contains("100000 x 100000");
        assertThat(reasonFor(greyTiff(-1, 4, 8, 1, -1, 0, new byte[16]))).contains("4294967295");
    }

    /** Whole and valid: 30,000 x 30,000 pixels in a hundred kilobytes. */
    @Test
    void pngThatUnpacksToMuchMoreThanItsFileIsRefusedFromItsHeader() throws IOException {
        byte[] bomb = TestFiles.png(30_000, 30_000, 1, 30_000L * (1 + 30_000 / 8), "", new byte[0]);
        assertThat(bomb.length).isLessThan(200_000);
        assertThat(reasonFor(bomb)).contains("30000 x 30000", "89 million");
    }

    /** A text chunk that unpacks to 300 MB beside a small picture; nobody asked for the text. */
    @Test
    void textThatUnpacksWithoutEndIsNotUnpacked() throws IOException, UnreadableImageException {
        byte[] text = TestFiles.deflated(300_000_000L);
        byte[] chunk = new byte[text.length + 3];
        chunk[0] = 'a';
        System.arraycopy(text, 0, chunk, 3, text.length);
        long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        assertThat(decoded(TestFiles.png(32, 32, 8, 32 * 33L, "zTXt", chunk)).width())
                .isEqualTo(32);
        long after = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        assertThat(after - before).isLessThan(150_000_000);
    }

    @Test
    void imagesAreInMemoryWhenTheirFilesDisappear() throws IOException {
        Path file = write(folder, "a.png", greyPng(32, 32, (x, y) -> x));
        ImageSet images = read().images();
        float[] before = pixels(images, 0);
        Files.delete(file);
        assertThat(pixels(images, 0)).isEqualTo(before);
    }

    /** What the manifest says of each file, and what an independent reader, Pillow, found in it. */
    @Test
    void everyOddFileEndsAsItsManifestSays() throws IOException {
        Path manifest = ODD.resolveSibling("odd_manifest.csv");
        assumeTrue(Files.isRegularFile(manifest), "the odd files are not at ../shared/data/odd");
        int pictures = 0;
        int refusals = 0;
        for (String line : Files.readAllLines(manifest).stream().skip(1).toList()) {
            List<String> cells = cells(line);
            String name = cells.get(0);
            String expected = cells.get(3);
            try {
                DecodedImage image = decoded(odd(name));
                assertThat(expected).as(name).matches(".*(read|scale|ignored|stated|folder|division|inverted).*");
                assertThat(mean(image)).as(name).isCloseTo(pillowMean(name, cells.get(5)), within(1.0));
                pictures++;
            } catch (UnreadableImageException e) {
                boolean otherFormat = name.matches("(plain|animated).*[.](bmp|gif)");
                assertThat(expected)
                        .as(name)
                        .matches(otherFormat ? ".*" : ".*(skip|ignored|OutOfMemory|clear message).*");
                assertThat(e.getMessage()).as(name).hasSizeGreaterThan(8).doesNotContain("Exception");
                refusals++;
            }
        }
        assertThat(pictures).isEqualTo(36);
        assertThat(refusals).isEqualTo(23);
    }

    private static double pillowMean(String name, String cell) {
        // Pillow shows 16-bit colour in 8 bits.
        return name.equals("rgb16.png") ? 40_443.062 : Double.parseDouble(cell);
    }

    private static double mean(DecodedImage image) {
        double sum = 0;
        for (float value : image.values()) {
            sum += value;
        }
        return sum / image.values().length;
    }

    /** Of a line of CSV, where quotes hold commas. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"([^\"]*)\"(?:,|$)|([^,]*)(?:,|$)").matcher(line);
        while (cells.size() < 8 && matcher.find()) {
            cells.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return cells;
    }

    @Test
    void filesThatBreakOffAreRefused() throws IOException {
        byte[] png = greyPng(64, 64, (x, y) -> x * y % 256);
        assertThat(reasonFor(Arrays.copyOf(png, png.length - 13))).contains("breaks off");
        byte[] tiff = greyTiff(32, 32, 8, 1, -1, 0, new byte[32 * 32]);
        assertThat(reasonFor(Arrays.copyOf(tiff, tiff.length - 1))).contains("breaks off");
        assertThat(reasonFor(Arrays.copyOf(tiff, 20))).contains("breaks off");
        assertThat(reasonFor(odd("truncated_half.jpg"))).contains("breaks off");
        assertThat(reasonFor(greyTiff(32, 32, 8, 1, 900_000, 0, new byte[32 * 32])))
                .contains("breaks off");
    }

    @Test
    void checksumThatIsWrongIsDetected() throws IOException {
        byte[] png = greyPng(64, 64, (x, y) -> x);
        png[29] ^= 1;
        assertThat(reasonFor(png)).contains("checksum");
    }

    @Test
    @Timeout(5)
    void directoriesInACircleAreRefusedAtOnce() throws IOException {
        assertThat(reasonFor(greyTiff(32, 32, 8, 1, -1, 8, new byte[32 * 32]))).contains("circle");
    }

    @Test
    void garbageInACompressedStripIsRefused() throws IOException {
        byte[] garbage = new byte[500];
        new Random(5).nextBytes(garbage);
        assertThat(reasonFor(greyTiff(256, 256, 8, 5, -1, 0, garbage))).contains("damaged TIFF");
    }

    @Test
    void noMutationOfAFileEndsInAnythingButAPictureOrARefusal() throws IOException {
        Random random = new Random(11);
        byte[][] originals = {
            greyPng(40, 40, (x, y) -> x), greyTiff(32, 32, 8, 1, -1, 0, new byte[32 * 32]), odd("progressive.jpg")
        };
        int refused = 0;
        for (byte[] original : originals) {
            for (int round = 0; round < 150; round++) {
                byte[] mutated = original.clone();
                for (int flips = 0; flips < 3; flips++) {
                    mutated[random.nextInt(Math.min(mutated.length, 400))] ^= (byte) (1 << random.nextInt(8));
                }
                try {
                    ImageDecoder.decode(
                            mutated, image -> assertThat(image.values()).isNotEmpty());
                } catch (UnreadableImageException e) {
                    assertThat(e.getMessage()).isNotBlank();
                    refused++;
                }
            }
        }
        assertThat(refused).isBetween(100, 449);
    }

    @Test
    @Timeout(20)
    void linksAreFollowedLoopsCutAndSpecialFilesRefused() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/zero")), "needs the special files of Unix");
        Path file = write(folder, "a/real.png", greyPng(32, 32, (x, y) -> x));
        Files.createSymbolicLink(folder.resolve("link.png"), file);
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);
        Files.createSymbolicLink(folder.resolve("dangling.png"), folder.resolve("nothing"));
        Files.createSymbolicLink(folder.resolve("zero.png"), Path.of("/dev/zero"));
        int made = new ProcessBuilder("mkfifo", folder.resolve("pipe.png").toString())
                .start()
                .waitFor();
        assertThat(made).isZero();
        ImageFolder.Reading reading = read();
        assertThat(reading.images().count()).isEqualTo(2);
        assertThat(reading.details().skipped())
                .extracting(Skipped::name)
                .contains("zero.png", "pipe.png", "dangling.png", "a/loop");
    }

    @Test
    void fileThatMayNotBeReadIsListed() throws IOException {
        write(folder, "good.png", greyPng(32, 32, (x, y) -> x));
        Path secret = write(folder, "secret.png", greyPng(32, 32, (x, y) -> y));
        assumeTrue(secret.toFile().setReadable(false), "file permissions cannot be taken away here");
        assumeFalse(Files.isReadable(secret), "runs as a user who may read everything");
        assertThat(read().details().skipped()).extracting(Skipped::name).containsExactly("secret.png");
    }

    @Test
    void namesOfAllKindsWorkAndAreShownInOneLine() throws IOException {
        String[] names = {
            "a b.PNG", "%20.png", "-dash", "\u00fcml\u00e4ut.png", "u\u0308.png", "\ud83d\udd2c.png", "x\ny.png"
        };
        for (int i = 0; i < names.length; i++) {
            int value = i;
            try {
                write(folder, names[i], greyPng(32, 32, (x, y) -> x + value));
            } catch (java.nio.file.InvalidPathException e) {
                assumeTrue(false, "this system's file names cannot hold " + e.getInput());
            }
        }
        ImageFolder.Reading reading = read();
        assertThat(reading.images().count()).isEqualTo(names.length);
        for (int i = 0; i < names.length; i++) {
            assertThat(reading.images().name(i)).doesNotContain("\n");
        }
    }

    @Test
    void whatSystemsLeaveBesideImagesIsPassedOver() throws IOException {
        write(folder, "good.png", greyPng(32, 32, (x, y) -> x));
        for (String name : new String[] {".hidden.png", "._fork.png", "Thumbs.db", "@eaDir/t.png", "__MACOSX/a.png"}) {
            write(folder, name, greyPng(32, 32, (x, y) -> 1));
        }
        write(folder, "run/settings.json", "{}".getBytes());
        write(folder, "run/checkpoints/a", new byte[1]);
        write(folder, "run/samples/epoch-1.png", greyPng(32, 32, (x, y) -> 1));
        ImageFolder.Reading reading = read();
        assertThat(reading.images().count()).isEqualTo(1);
        assertThat(reading.details().skipped()).isEmpty();
    }

    @Test
    void formatsThatAreNotReadAreNamed() throws IOException {
        write(folder, "good.png", greyPng(32, 32, (x, y) -> x));
        for (String name : new String[] {"plain.gif", "plain.bmp", "plain.webp", "jpeg2000.jp2", "gray.pgm"}) {
            write(folder, name, odd(name));
        }
        assertThat(read().details().skipped())
                .extracting(Skipped::reason)
                .extracting(reason -> reason.split(",")[0])
                .containsExactly("PGM", "JPEG 2000", "BMP", "GIF", "WebP");
    }

    /** 2,000; in its long form 100,000: {@code -Dlatentj.files=100000}. */
    @Test
    void manyFilesInDeepFoldersAreReadInOneOrder() throws IOException {
        int files = Integer.getInteger("latentj.files", 2_000);
        byte[] png = greyPng(8, 8, (x, y) -> x);
        String deep = "d/".repeat(40);
        for (int i = 0; i < files; i++) {
            write(folder, String.format(Locale.ROOT, "%s%06d.png", i % 2 == 0 ? deep : "", i), png);
        }
        ImageSet set = read().images();
        assertThat(set.count()).isEqualTo(files);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < set.count(); i++) {
            names.add(set.name(i));
        }
        assertThat(names).isSorted();
    }
}
