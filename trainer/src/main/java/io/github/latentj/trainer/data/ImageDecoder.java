package io.github.latentj.trainer.data;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.github.latentj.contract.PixelType;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * PNG, JPEG, TIFF and IDX to stored pixel values. The content decides, not the name. Values are taken from the raster, since
 * {@link BufferedImage#getRGB} applies a gamma to grey images; palettes are expanded, alpha is dropped.
 */
final class ImageDecoder implements AutoCloseable {
    private final byte[] content;
    private final ImageFormat format;
    /** What the file's directories say, read once for all its pages. */
    private TiffPages pages;

    /** @param content of a file, not copied */
    ImageDecoder(byte[] content) throws UnreadableImageException {
        this.content = content;
        format = ImageFormat.of(content);
    }

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
        try (ImageDecoder decoder = new ImageDecoder(content)) {
            decoder.decode(pictures);
        }
    }

    /** Like the other one; may be called again for other pictures of the file. */
    void decode(PictureTaker pictures) throws UnreadableImageException {
        try {
            switch (format) {
                case PNG -> {
                    PngStructure.check(content);
                    pictures.accept(only());
                }
                case JPEG -> {
                    int orientation = JpegStructure.read(content).orientation();
                    pictures.accept(only().upright(orientation));
                }
                case TIFF -> {
                    if (pages == null) {
                        pages = new TiffPages(content);
                    }
                    pages.decode(pictures);
                }
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

    @Override
    public void close() {
        if (pages != null) {
            pages.close();
        }
    }

    private DecodedImage only() throws IOException, UnreadableImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.key()).next();
        try (ImageInputStream in = new ByteArrayImageInputStream(content)) {
            // Text in a PNG may unpack to gigabytes.
            reader.setInput(in, false, format == ImageFormat.PNG);
            PixelLimit.check(reader.getWidth(0), reader.getHeight(0));
            return pixels(reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    static DecodedImage pixels(BufferedImage image) {
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

    static DecodedImage planar(Raster raster, ColorModel colors) {
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
