package io.github.latentj.trainer.run;

import io.github.latentj.contract.PixelType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An image of any number of channels and any depth as a TIFF (revision 6.0): a page a channel, with the description by
 * which ImageJ, and LatentJ's own reader, know that they belong together. Nothing is compressed, nothing clamped.
 */
final class StackTiff {
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ASCII = 2;
    private static final int ENTRIES = 11;
    private static final int HEADER_BYTES = 8;
    private static final int PAGE_BYTES = 2 + 12 * ENTRIES + 4;

    private StackTiff() {}

    /**
     * @param values float32 [channels, height, width] in stored units
     * @param width of the image in pixels
     */
    static void write(Path file, PixelType type, float[] values, int channels, int width) throws IOException {
        int area = values.length / channels;
        int pixelBytes = type == PixelType.FLOAT32 ? 4 : type == PixelType.UINT16 ? 2 : 1;
        byte[] description = ("ImageJ=1.54p\nimages=" + channels + "\nchannels=" + channels
                        + (channels > 1 ? "\nhyperstack=true\nmode=grayscale" : "") + "\n\0")
                .getBytes(StandardCharsets.US_ASCII);
        int descriptionAt = HEADER_BYTES + channels * PAGE_BYTES;
        int pixelsAt = (descriptionAt + description.length + 3) / 4 * 4;
        ByteBuffer bytes =
                ByteBuffer.allocate(pixelsAt + values.length * pixelBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {'I', 'I', 42, 0}).putInt(HEADER_BYTES);
        for (int c = 0; c < channels; c++) {
            bytes.putShort((short) ENTRIES);
            entry(bytes, 256, LONG, 1, width);
            entry(bytes, 257, LONG, 1, area / width);
            entry(bytes, 258, SHORT, 1, 8 * pixelBytes);
            entry(bytes, 259, SHORT, 1, 1);
            entry(bytes, 262, SHORT, 1, 1);
            entry(bytes, 270, ASCII, description.length, descriptionAt);
            entry(bytes, 273, LONG, 1, pixelsAt + c * area * pixelBytes);
            entry(bytes, 277, SHORT, 1, 1);
            entry(bytes, 278, LONG, 1, area / width);
            entry(bytes, 279, LONG, 1, area * pixelBytes);
            entry(bytes, 339, SHORT, 1, type == PixelType.FLOAT32 ? 3 : 1);
            bytes.putInt(c == channels - 1 ? 0 : HEADER_BYTES + (c + 1) * PAGE_BYTES);
        }
        bytes.put(description).position(pixelsAt);
        for (float value : values) {
            switch (type) {
                case UINT8 -> bytes.put((byte) value);
                case UINT16 -> bytes.putShort((short) value);
                case FLOAT32 -> bytes.putFloat(value);
            }
        }
        Files.write(file, bytes.array());
    }

    private static void entry(ByteBuffer bytes, int tag, int type, int count, int value) {
        bytes.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}
