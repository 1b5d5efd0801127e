package io.github.latentj.trainer.data;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The pictures of a TIFF file, whose directories are read once however often its pages are decoded. For one thread. */
final class TiffPages implements AutoCloseable {
    private final TiffStructure structure;
    private final int[] pages;
    private final StackOrder order;
    private final ImageInputStream in;
    private final ImageReader reader;

    TiffPages(byte[] content) throws IOException, UnreadableImageException {
        structure = TiffStructure.read(content);
        pages = fullPages(structure);
        order = StackOrder.of(structure.description(), pages.length);
        in = new ByteArrayImageInputStream(content);
        reader = ImageIO.getImageReadersByFormatName(ImageFormat.TIFF.key()).next();
        reader.setInput(in);
    }

    /** Hands every picture that is wanted to {@code pictures}, in order. */
    void decode(ImageDecoder.PictureTaker pictures) throws IOException, UnreadableImageException {
        for (int picture = 0; picture < order.pictures(); picture++) {
            if (pictures.wants(picture)) {
                DecodedImage[] channels = new DecodedImage[order.channels()];
                for (int c = 0; c < channels.length; c++) {
                    channels[c] = page(pages[order.page(picture, c)]);
                }
                pictures.accept(merged(channels));
            }
        }
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

    private DecodedImage page(int page) throws IOException, UnreadableImageException {
        TiffStructure.Page found = structure.pages().get(page);
        if (found.isFloat()) {
            // Read as a picture, values would be clamped to 0 to 1.
            return ImageDecoder.planar(
                    reader.readRaster(page, null), reader.getRawImageType(page).getColorModel());
        }
        DecodedImage image = ImageDecoder.pixels(reader.read(page));
        if (found.isUnsigned32()) {
            for (int i = 0; i < image.values().length; i++) {
                // Java's integers are signed: the upper half came back negative.
                image.values()[i] += image.values()[i] < 0 ? 0x1p32f : 0;
            }
        }
        for (int i = 0; found.brightnessAdded() > 0 && i < image.values().length; i++) {
            image.values()[i] -= found.brightnessAdded();
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

    @Override
    public void close() {
        reader.dispose();
        try {
            in.close();
        } catch (IOException impossible) {
            throw new IllegalStateException("an array in memory could not be closed", impossible);
        }
    }
}
