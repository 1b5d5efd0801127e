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
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * PNG, JPEG and TIFF to stored pixel values. The content decides, not the name. Values are taken from the raster, since
 * {@link BufferedImage#getRGB} applies a gamma to grey images; palettes are expanded, alpha is dropped.
 */
final class ImageDecoder {
    /** Larger pictures are refused from their header, before memory is taken for them. */
    static final long MOST_PIXELS = 89_000_000;

    private static final int MOST_PAGES = 100_000;

    private ImageDecoder() {}

    /** Hands every page of a file to {@code pages}, in order. */
    static void decode(byte[] content, Consumer<DecodedImage> pages) throws UnreadableImageException {
        String format = format(content);
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                int count = reader.getNumImages(true);
                if (count > MOST_PAGES) {
                    throw new UnreadableImageException("it claims " + count + " pages");
                }
                for (int page = 0; page < count; page++) {
                    pages.accept(page(reader, page));
                }
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new UnreadableImageException("damaged " + format.toUpperCase(Locale.ROOT) + ": " + e.getMessage());
        } catch (OutOfMemoryError e) {
            throw new UnreadableImageException("not enough memory to decode it");
        } catch (RuntimeException e) {
            // Readers answer hostile files with whatever their arithmetic runs into.
            throw new UnreadableImageException("damaged " + format.toUpperCase(Locale.ROOT) + ": " + e);
        }
    }

    private static String format(byte[] content) throws UnreadableImageException {
        if (content.length == 0) {
            throw new UnreadableImageException("empty file");
        }
        if (startsWith(content, 0x89, 'P', 'N', 'G')) {
            return "png";
        }
        boolean tiff = startsWith(content, 'I', 'I', 42, 0) || startsWith(content, 'M', 'M', 0, 42);
        boolean bigTiff = startsWith(content, 'I', 'I', 43, 0) || startsWith(content, 'M', 'M', 0, 43);
        if (tiff || bigTiff) {
            return "tiff";
        }
        if (startsWith(content, 0xff, 0xd8, 0xff)) {
            if (!endsWithJpegEnd(content)) {
                throw new UnreadableImageException("damaged JPEG: it breaks off before its end");
            }
            return "jpeg";
        }
        throw new UnreadableImageException("not PNG, JPEG or TIFF");
    }

    private static boolean startsWith(byte[] content, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= content.length || (content[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** ImageIO fills the missing part of a JPEG with grey and says nothing. Some writers pad after the end marker. */
    private static boolean endsWithJpegEnd(byte[] content) {
        for (int i = content.length - 2; i >= Math.max(0, content.length - 4096); i--) {
            if ((content[i] & 0xff) == 0xff && (content[i + 1] & 0xff) == 0xd9) {
                return true;
            }
        }
        return false;
    }

    private static DecodedImage page(ImageReader reader, int page) throws IOException, UnreadableImageException {
        long width = reader.getWidth(page);
        long height = reader.getHeight(page);
        if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
            throw new UnreadableImageException("its header claims " + width + " x " + height + " pixels, more than "
                    + MOST_PIXELS / 1_000_000 + " million are not read");
        }
        BufferedImage image = reader.read(page);
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

    private static DecodedImage planar(Raster raster, ColorModel colors) throws UnreadableImageException {
        int bands = colors == null ? raster.getNumBands() : colors.getNumColorComponents();
        if (bands != 1 && bands != 3) {
            throw new UnreadableImageException("it has " + bands + " channels; 1 or 3 can be used");
        }
        int area = raster.getWidth() * raster.getHeight();
        float[] values = new float[bands * area];
        for (int band = 0; band < bands; band++) {
            float[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), band, (float[]) null);
            System.arraycopy(samples, 0, values, band * area, area);
        }
        return new DecodedImage(raster.getWidth(), raster.getHeight(), bands, pixelType(raster), values);
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
