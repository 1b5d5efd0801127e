package io.github.latentj.trainer.run;

import io.github.latentj.contract.GeneratorSpec;
import io.github.latentj.contract.IntensityMap;
import io.github.latentj.contract.PixelType;
import io.github.latentj.trainer.export.ExportedGenerator;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Images made by an exported generator, written in the depth of the images that it was trained on. */
public final class GeneratedImages {
    private static final int BATCH = 256;
    private static final int SHOWN = 64;

    private GeneratedImages() {}

    /**
     * Writes {@code image-00000.png} and so on, one file an image (a TIFF of a page a channel where PNG cannot
     * hold the pixels), and the first
     * {@value #SHOWN} once more side by side in {@code montage.png}.
     *
     * @throws RunFolderException if {@code folder} holds anything or cannot be made
     */
    public static void write(ExportedGenerator generator, long seed, int count, Path folder) throws IOException {
        try (RunFolder lock = RunFolder.create(folder)) {
            GeneratorSpec spec = generator.spec();
            int length = spec.channels() * spec.height() * spec.width();
            int shown = Math.min(SHOWN, count);
            float[] montage = new float[shown * length];
            for (int start = 0; start < count; start += BATCH) {
                int size = Math.min(BATCH, count - start);
                float[] images = generator.generate(seed, start, size);
                for (int i = 0; i < size; i++) {
                    writeImage(spec, images, i * length, folder, start + i);
                }
                if (start < shown) {
                    int kept = Math.min(size, shown - start);
                    System.arraycopy(images, 0, montage, start * length, kept * length);
                }
            }
            SampleGrid.write(lock.path().resolve("montage.png"), montage, shown, spec.channels(), spec.width());
        }
    }

    private static void writeImage(GeneratorSpec spec, float[] values, int offset, Path folder, int index)
            throws IOException {
        boolean png = fitsPng(spec);
        Path file = folder.resolve(String.format(Locale.ROOT, "image-%05d.%s", index, png ? "png" : "tiff"));
        if (!png) {
            StackTiff.write(
                    file,
                    spec.intensityMap().pixelType(),
                    stored(spec.intensityMap(), values, offset, spec.channels() * spec.height() * spec.width()),
                    spec.channels(),
                    spec.width());
        } else if (!ImageIO.write(image(spec, values, offset), "png", file.toFile())) {
            throw new IOException("no writer for " + file);
        }
    }

    private static float[] stored(IntensityMap map, float[] values, int offset, int length) {
        float[] stored = new float[length];
        for (int i = 0; i < length; i++) {
            stored[i] = (float) map.toStored(values[offset + i]);
        }
        return stored;
    }

    private static boolean fitsPng(GeneratorSpec spec) {
        boolean channels = spec.channels() == 1 || spec.channels() == 3;
        return channels && spec.intensityMap().pixelType() != PixelType.FLOAT32;
    }

    private static BufferedImage image(GeneratorSpec spec, float[] values, int offset) {
        IntensityMap map = spec.intensityMap();
        int area = spec.width() * spec.height();
        int dataType = map.pixelType() == PixelType.UINT8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        WritableRaster raster = Raster.createWritableRaster(
                new BandedSampleModel(dataType, spec.width(), spec.height(), spec.channels()), null);
        for (int c = 0; c < spec.channels(); c++) {
            for (int p = 0; p < area; p++) {
                raster.setSample(p % spec.width(), p / spec.width(), c, map.toStored(values[offset + c * area + p]));
            }
        }
        int space = spec.channels() == 3 ? ColorSpace.CS_sRGB : ColorSpace.CS_GRAY;
        ComponentColorModel colors =
                new ComponentColorModel(ColorSpace.getInstance(space), false, false, Transparency.OPAQUE, dataType);
        return new BufferedImage(colors, raster, false, null);
    }
}
