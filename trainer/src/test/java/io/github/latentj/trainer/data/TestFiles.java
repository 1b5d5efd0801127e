package io.github.latentj.trainer.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Writes image files, good and bad, for tests. */
final class TestFiles {
    private TestFiles() {}

    static byte[] png(int type, int width, int height, IntBinaryOperator pixel) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, pixel.applyAsInt(x, y) + band * 10);
                }
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    static byte[] greyPng(int width, int height, IntBinaryOperator pixel) throws IOException {
        return png(BufferedImage.TYPE_BYTE_GRAY, width, height, pixel);
    }

    static Path write(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** A PNG whose header claims a size and that holds next to nothing. */
    static byte[] pngClaiming(int width, int height) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 25 + 12 + 12);
        bytes.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(
                bytes,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .array());
        chunk(bytes, "IDAT", new byte[0]);
        chunk(bytes, "IEND", new byte[0]);
        return bytes.array();
    }

    /** A whole grey PNG of black pixels, with one more chunk before them unless {@code type} is empty. */
    static byte[] png(int width, int height, int bits, long rawBytes, String type, byte[] extra) throws IOException {
        byte[] pixels = deflated(rawBytes);
        ByteBuffer bytes = ByteBuffer.allocate(8 + 25 + 12 + extra.length + 12 + pixels.length + 12);
        bytes.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bits)
                .array();
        chunk(bytes, "IHDR", header);
        if (!type.isEmpty()) {
            chunk(bytes, type, extra);
        }
        chunk(bytes, "IDAT", pixels);
        chunk(bytes, "IEND", new byte[0]);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** So many zeros, deflated. */
    static byte[] deflated(long zeros) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            byte[] block = new byte[1 << 16];
            for (long left = zeros; left > 0; left -= block.length) {
                deflater.write(block, 0, (int) Math.min(left, block.length));
            }
        }
        return out.toByteArray();
    }

    private static void chunk(ByteBuffer bytes, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        bytes.putInt(data.length).put(name).put(data).putInt((int) crc.getValue());
    }

    /**
     * A little-endian TIFF of one page.
     *
     * @param entries tag, type (3 short, 4 long), count, value of each
     * @param next offset of the next directory; the first is at 8
     */
    static byte[] tiff(int next, byte[] pixels, int[]... entries) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 2 + 12 * entries.length + 4 + pixels.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) entries.length);
        for (int[] entry : entries) {
            bytes.putShort((short) entry[0])
                    .putShort((short) entry[1])
                    .putInt(entry[2])
                    .putInt(entry[3]);
        }
        return bytes.putInt(next).put(pixels).array();
    }

    /** A grey TIFF in one strip; sizes and offset as claimed, whatever {@code pixels} holds. */
    static byte[] greyTiff(int width, int height, int bits, int compression, int stripOffset, int next, byte[] pixels) {
        int offset = stripOffset < 0 ? 8 + 2 + 12 * 10 + 4 : stripOffset;
        return tiff(
                next,
                pixels,
                new int[] {256, 4, 1, width},
                new int[] {257, 4, 1, height},
                new int[] {258, 3, 1, bits},
                new int[] {259, 3, 1, compression},
                new int[] {262, 3, 1, 1},
                new int[] {273, 4, 1, offset},
                new int[] {277, 3, 1, 1},
                new int[] {278, 4, 1, height},
                new int[] {279, 4, 1, pixels.length},
                new int[] {339, 3, 1, bits > 16 ? 3 : 1});
    }
}
