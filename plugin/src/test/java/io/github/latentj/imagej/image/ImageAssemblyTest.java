package io.github.latentj.imagej.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ImageConverter;
import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelSize;
import io.github.latentj.contract.PixelType;
import io.github.latentj.explore.GenerateImages;
import io.github.latentj.explore.GenerateRequest;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.explore.InterpolateLatents;
import io.github.latentj.explore.InterpolateRequest;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.TinyModel;
import io.github.latentj.inference.runtime.Progress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageAssemblyTest {
    @TempDir
    private Path folder;

    private final GeneratorModels models = new GeneratorModels();

    @AfterEach
    void freeSessions() {
        models.close();
    }

    @Test
    void redGreenBlueBecomesRgbStack() {
        GeneratedImages images = generate(new TinyModel(8, 3), 5);

        ImagePlus stack = new ImageAssembly(images).stack("name");

        assertThat(stack.getType()).isEqualTo(ImagePlus.COLOR_RGB);
        assertThat(new int[] {stack.getNChannels(), stack.getNSlices(), stack.getNFrames()})
                .containsExactly(1, 5, 1);
        int pixel = ((int[]) stack.getStack().getPixels(4))[100];
        assertThat(pixel >> 16 & 0xff).isEqualTo(((byte[]) images.plane(3, 0))[100] & 0xff);
        assertThat(pixel & 0xff).isEqualTo(((byte[]) images.plane(3, 2))[100] & 0xff);
    }

    /** The estimate that refuses what does not fit counts seven bytes a pixel for colour: three and an int. */
    @Test
    void colourTakesSevenBytesAPixel() {
        generate(new TinyModel(8, 3), 1);
        int count = 10_000;
        long before = usedBytes();

        GeneratedImages images = generate(new TinyModel(8, 3), count);
        ImagePlus stack = new ImageAssembly(images).stack("name");
        long taken = usedBytes() - before;

        // Beside pixels each image has its latent, its label, and the heads of its arrays.
        double bytesAPixel = (double) (taken - 900L * count) / (count * 256);
        assertThat(stack.getStackSize() + images.count()).isEqualTo(2 * count);
        assertThat(bytesAPixel).isBetween(5.0, 7.5);
    }

    private static long usedBytes() {
        System.gc();
        Runtime java = Runtime.getRuntime();
        return java.totalMemory() - java.freeMemory();
    }

    @Test
    void montageIsNearSquareAndReadRowByRow() {
        GeneratedImages images = generate(new TinyModel(8, 1), 7);

        ImagePlus montage = new ImageAssembly(images).montage("name");

        assertThat(new int[] {montage.getWidth(), montage.getHeight(), montage.getStackSize()})
                .containsExactly(48, 48, 1);
        assertThat(montage.getProcessor().get(16 + 3, 16 + 2))
                .isEqualTo(((byte[]) images.plane(4, 0))[2 * 16 + 3] & 0xff);
        assertThat(montage.getProcessor().get(16 + 3, 32 + 2)).isZero();
    }

    @Test
    void montageThatWasFlippedIsNoticedAndOneThatWasSavedIsNot() {
        for (int channels : new int[] {1, 2, 3}) {
            ImagePlus montage = new ImageAssembly(generate(new TinyModel(8, channels), 7)).montage("name");
            Path file = folder.resolve(channels + ".tif");
            IJ.saveAsTiff(montage, file.toString());
            ImagePlus opened = IJ.openImage(file.toString());
            assertThat(ImageTags.isEdited(opened)).as("%d channels", channels).isFalse();
            if (channels == 1) {
                new ImageConverter(opened).convertToGray32();
                assertThat(ImageTags.isEdited(opened))
                        .as("the same values as floats")
                        .isFalse();
            }
            opened.getProcessor().flipHorizontal();
            assertThat(ImageTags.isEdited(opened)).isTrue();
            assertThat(ImageTags.isEdited(montage)).isFalse();
        }
    }

    @Test
    void otherChannelsBecomeCompositeHyperstack() {
        GeneratorSpec spec = GeneratorSpec.builder()
                .latentSize(8)
                .channelNames(Arrays.asList("DAPI", "GFP"))
                .imageSize(16, 16)
                .intensityMap(new IntensityMap(PixelType.UINT16, 100, 5000))
                .pixelSize(new PixelSize(0.25, 0.5, "um"))
                .build();
        GeneratedImages images = generate(new TinyModel(8, 2).spec(spec), 3);

        ImagePlus stack = new ImageAssembly(images).stack("name");
        ImagePlus montage = new ImageAssembly(images).montage("name");

        assertThat(stack).isInstanceOf(CompositeImage.class);
        assertThat(new int[] {stack.getNChannels(), stack.getNSlices()}).containsExactly(2, 3);
        assertThat((short[]) stack.getStack().getPixels(stack.getStackIndex(2, 3, 1)))
                .isEqualTo(images.plane(2, 1));
        assertThat(stack.getBitDepth()).isEqualTo(16);
        assertThat(stack.getDisplayRangeMin()).isEqualTo(100);
        assertThat(stack.getDisplayRangeMax()).isEqualTo(5000);
        assertThat(stack.getCalibration().pixelHeight).isEqualTo(0.5);
        assertThat(stack.getCalibration().getUnit()).isEqualTo("\u00b5m");
        assertThat(new int[] {montage.getNChannels(), montage.getNSlices(), montage.getWidth()})
                .containsExactly(2, 1, 32);
    }

    @ParameterizedTest
    @CsvSource({"uint8, 3", "uint16, 3", "float32, 5", "uint8, 5", "uint16, 9"})
    void everyPixelOfEveryChannelIsTheModels(String pixelType, int channels) {
        String[] names = new String[channels];
        Arrays.setAll(names, c -> "dye " + (c + 1));
        GeneratorSpec spec = GeneratorSpec.builder()
                .latentSize(8)
                .channelNames(Arrays.asList(names))
                .imageSize(16, 16)
                .intensityMap(new IntensityMap(PixelType.ofKey(pixelType), 10, 200))
                .build();
        GeneratedImages images = generate(new TinyModel(8, channels).spec(spec), 4);

        ImagePlus stack = saved(new ImageAssembly(images).stack("name"));
        ImagePlus montage = saved(new ImageAssembly(images).montage("name"));

        assertThat(stack).isInstanceOf(CompositeImage.class);
        assertThat(new int[] {stack.getNChannels(), stack.getNSlices(), montage.getNChannels()})
                .containsExactly(channels, 4, channels);
        for (int i = 0; i < 4; i++) {
            for (int c = 0; c < channels; c++) {
                Object expected = images.plane(i, c);
                assertThat(stack.getStack().getPixels(stack.getStackIndex(c + 1, i + 1, 1)))
                        .isEqualTo(expected);
                ij.process.ImageProcessor sheet = montage.getStack().getProcessor(c + 1);
                sheet.setRoi(i % 2 * 16, i / 2 * 16, 16, 16);
                assertThat(sheet.crop().getPixels()).isEqualTo(expected);
                assertThat(stack.getStack().getShortSliceLabel(stack.getStackIndex(c + 1, i + 1, 1)))
                        .isEqualTo("dye " + (c + 1) + ", image " + (i + 1));
            }
        }
        assertThat(ImageTags.read(stack)).hasSize(4);
        assertThat(ImageTags.read(montage)).hasSize(4);
        assertThat(ImageTags.read(stack).get(2).latent()).contains(images.latent(2));
        assertThat(ImageTags.read(montage).get(2).latent()).contains(images.latent(2));
    }

    @Test
    void savedMontageCarriesItsLatents() {
        GeneratedImages images = generate(new TinyModel(8, 1), 7);

        ImagePlus reopened = saved(new ImageAssembly(images).montage("name"));

        assertThat(reopened.getProp("LatentJ.synthetic")).isEqualTo("true");
        assertThat(reopened.getProp("LatentJ.seed")).isEqualTo("9007199254740993");
        assertThat(reopened.getProp("LatentJ.prior")).isEqualTo("normal");
        assertThat(reopened.getProp("LatentJ.model_sha256")).isEqualTo(images.modelSha256());
        assertThat(reopened.getProp("LatentJ.columns")).isEqualTo("3");
        float[] latents = floats(reopened.getProp("LatentJ.latents"));
        assertThat(Arrays.copyOfRange(latents, 48, 56)).isEqualTo(images.latent(6));
    }

    @Test
    void savedSliceCarriesItsLatent() {
        GeneratedImages images = generate(new TinyModel(8, 1), 4);

        ImagePlus reopened = saved(new ImageAssembly(images).stack("name"));

        assertThat(reopened.getStack().getShortSliceLabel(3)).isEqualTo("image 3");
        String latent =
                reopened.getStack().getSliceLabel(3).split("LatentJ.latent=")[1].split(" ")[0];
        assertThat(floats(latent)).isEqualTo(images.latent(2));
    }

    @Test
    void imagesBeforeWhichASeriesJumpsAreFramed() {
        GeneratedImages images = jumpingBeforeTheFifth();

        ImagePlus stack = saved(new ImageAssembly(images).stack("name"));
        ImagePlus montage = saved(new ImageAssembly(images).montage("name"));

        assertThat(images.notes()).containsEntry("jumps_before_image", "5");
        assertThat(stack.getOverlay().size()).isEqualTo(1);
        assertThat(stack.getOverlay().get(0).getPosition()).isEqualTo(5);
        assertThat(montage.getOverlay().get(0).getBounds()).isEqualTo(new java.awt.Rectangle(16, 16, 16, 16));
    }

    private GeneratedImages jumpingBeforeTheFifth() {
        GeneratedImages start = generate(new TinyModel(8, 1), 2);
        List<LatentSource> points = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            float[] near = start.latent(0);
            near[0] += 0.01f * i;
            points.add(LatentSource.carried("near", near, start.modelSha256()));
        }
        points.add(LatentSource.carried("far", start.latent(1), start.modelSha256()));
        return new InterpolateLatents(models)
                .run(InterpolateRequest.of(start.model(), points).steps(1).build(), Progress.SILENT);
    }

    @Test
    void tagsAreAscii() {
        assertThat(ImageTags.ascii("\u00b5 \u4e2d\n")).isEqualTo("\\u00b5 \\u4e2d\\u000a");
    }

    private ImagePlus saved(ImagePlus image) {
        String path = folder.resolve("saved.tif").toString();
        FileSaver saver = new FileSaver(image);
        assertThat(image.getStackSize() > 1 ? saver.saveAsTiffStack(path) : saver.saveAsTiff(path))
                .isTrue();
        return IJ.openImage(path);
    }

    private GeneratedImages generate(TinyModel model, int count) {
        Path file = model.write(folder.resolve("tiny.onnx"));
        GenerateRequest request =
                GenerateRequest.of(file).count(count).seed(9007199254740993L).build();
        return new GenerateImages(models).run(request, Progress.SILENT);
    }

    private static float[] floats(String base64) {
        float[] values = new float[Base64.getDecoder().decode(base64).length / 4];
        ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
