package io.github.latentj.trainer.data;

import io.github.latentj.contract.PixelType;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * PNG, JPEG, TIFF and IDX to stored pixel values. The content decides, not the name. Values are taken from the raster, since
 * {@link BufferedImage#getRGB} applies a gamma to grey images; palettes are expanded, alpha is dropped.
 */
final class ImageDecoder {
    private ImageDecoder() {}

    /** Takes the pictures of a file; may refuse one, and with it the rest of the file. */
    interface PictureTaker {
        /** Whether picture {@code number} of the file, counted from 0, is to be decoded and accepted. */
        default boolean wants(int number) {
            return true;
        }

        void accept(DecodedImage picture) throws UnreadableImageException;
    }

    /** Hands every picture of a file that is wanted to {@code pictures}, in order; channels that are pages become one picture. */
    static void decode(byte[] content, PictureTaker pictures) throws UnreadableImageException {
        ImageFormat format = ImageFormat.of(content);
        try {
            switch (format) {
                case PNG -> {
                    PngStructure.check(content);
                    pictures.accept(only(content, format));
                }
                case JPEG -> {
                    int orientation = JpegStructure.read(content).orientation();
                    pictures.accept(only(content, format).upright(orientation));
                }
                case TIFF -> decodeTiff(content, pictures);
                default -> IdxFile.images(content, pictures);
            }
        } catch (IOException e) {
            throw new UnreadableImageException("damaged " + format + ": " + e.getMessage());
        } catch (OutOfMemoryError e) {
            throw new UnreadableImageException("not enough memory to decode it; give Java more by -Xmx");
        } catch (RuntimeException e) {
            // Readers answer hostile files with whatever their arithmetic runs into.
            throw new UnreadableImageException("damaged " + format + ": " + e);
        }
    }

    private static DecodedImage only(byte[] content, ImageFormat format) throws IOException, UnreadableImageException {
        return withReader(content, format, reader -> {
            PixelLimit.check(reader.getWidth(0), reader.getHeight(0));
            return pixels(reader.read(0));
        });
    }

    private interface Reading<T> {
        T read(ImageReader reader) throws IOException, UnreadableImageException;
    }

    private static <T> T withReader(byte[] content, ImageFormat format, Reading<T> reading)
            throws IOException, UnreadableImageException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.key());
            ImageReader reader = readers.next();
            try {
                // Text in a PNG may unpack to gigabytes.
                reader.setInput(in, false, format == ImageFormat.PNG);
                return reading.read(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    private static void decodeTiff(byte[] content, PictureTaker pictures) throws IOException, UnreadableImageException {
        TiffStructure structure = TiffStructure.read(content);
        int[] pages = fullPages(structure);
        StackOrder order = StackOrder.of(structure.description(), pages.length);
        withReader(content, ImageFormat.TIFF, reader -> {
            for (int picture = 0; picture < order.pictures(); picture++) {
                if (!pictures.wants(picture)) {
                    continue;
                }
                DecodedImage[] channels = new DecodedImage[order.channels()];
                for (int c = 0; c < channels.length; c++) {
                    int page = pages[order.page(picture, c)];
                    channels[c] = page(reader, page, structure.pages().get(page));
                }
                pictures.accept(merged(channels));
            }
            return null;
        });
    }

    /** Smaller copies of other pages are left out; a file that holds nothing else is taken at its word. */
    private static int[] fullPages(TiffStructure structure) {
        int[] full = IntStream.range(0, structure.pages().size())
                .filter(page -> !structure.pages().get(page).reduced())
                .toArray();
        return full.length > 0
                ? full
                : IntStream.range(0, structure.pages().size()).toArray();
    }

    private static DecodedImage page(ImageReader reader, int page, TiffStructure.Page structure)
            throws IOException, UnreadableImageException {
        if (structure.isFloat()) {
            // Read as a picture, values would be clamped to 0 to 1.
            return planar(
                    reader.readRaster(page, null), reader.getRawImageType(page).getColorModel());
        }
        DecodedImage image = pixels(reader.read(page));
        if (structure.isUnsigned32()) {
            for (int i = 0; i < image.values().length; i++) {
                // Java's integers are signed: the upper half came back negative.
                image.values()[i] += image.values()[i] < 0 ? 0x1p32f : 0;
            }
        }
        for (int i = 0; structure.brightnessAdded() > 0 && i < image.values().length; i++) {
            image.values()[i] -= structure.brightnessAdded();
        }
        return image;
    }

    /** Pages that are channels of one picture. */
    private static DecodedImage merged(DecodedImage[] channels) throws UnreadableImageException {
        DecodedImage first = channels[0];
        if (channels.length == 1) {
            return first;
        }
        int area = first.width() * first.height();
        float[] values = new float[channels.length * area];
        for (int c = 0; c < channels.length; c++) {
            DecodedImage channel = channels[c];
            if (channel.channels() != 1 || channel.width() != first.width() || channel.height() != first.height()) {
                throw new UnreadableImageException("its channels differ in size or are colour pictures themselves");
            }
            System.arraycopy(channel.values(), 0, values, c * area, area);
        }
        return new DecodedImage(first.width(), first.height(), channels.length, first.pixelType(), values);
    }

    private static DecodedImage pixels(BufferedImage image) {
        ColorModel colors = image.getColorModel();
        return colors instanceof IndexColorModel palette
                ? expanded(image.getRaster(), palette)
                : planar(image.getRaster(), colors);
    }

    private static DecodedImage expanded(Raster raster, IndexColorModel palette) {
        int area = raster.getWidth() * raster.getHeight();
        int[] indices = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        float[] values = new float[3 * area];
        for (int i = 0; i < area; i++) {
            values[i] = palette.getRed(indices[i]);
            values[area + i] = palette.getGreen(indices[i]);
            values[2 * area + i] = palette.getBlue(indices[i]);
        }
        return new DecodedImage(raster.getWidth(), raster.getHeight(), 3, PixelType.UINT8, values);
    }

    private static DecodedImage planar(Raster raster, ColorModel colors) {
        int bands = colors == null ? raster.getNumBands() : colors.getNumColorComponents();
        int width = raster.getWidth();
        int height = raster.getHeight();
        float[] values = new float[bands * width * height];
        float[] row = new float[width];
        for (int band = 0; band < bands; band++) {
            for (int y = 0; y < height; y++) {
                raster.getSamples(0, y, width, 1, band, row);
                System.arraycopy(row, 0, values, (band * height + y) * width, width);
            }
        }
        return new DecodedImage(width, height, bands, pixelType(raster), values);
    }

    private static PixelType pixelType(Raster raster) {
        int type = raster.getSampleModel().getDataType();
        boolean bytes = type == DataBuffer.TYPE_BYTE || raster.getSampleModel().getSampleSize(0) == 8;
        if (bytes) {
            return PixelType.UINT8;
        }
        return type == DataBuffer.TYPE_USHORT ? PixelType.UINT16 : PixelType.FLOAT32;
    }
}
