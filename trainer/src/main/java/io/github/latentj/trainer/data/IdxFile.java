package io.github.latentj.trainer.data;

import io.github.latentj.contract.PixelType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The files of MNIST and its kin: two zero bytes, a type, the number of axes, their lengths, then the values. Three axes
 * are images, one is their labels; unsigned bytes only, as all published sets are. Gzipped or not.
 */
final class IdxFile {
    private static final int UNSIGNED_BYTE = 8;
    private static final int LARGEST_UNPACKED = 1 << 30;

    private IdxFile() {}

    static boolean isIdx(byte[] content) {
        return isGzip(content)
                || content.length >= 8
                        && content[0] == 0
                        && content[1] == 0
                        && content[2] == UNSIGNED_BYTE
                        && (content[3] == 1 || content[3] == 3);
    }

    private static boolean isGzip(byte[] content) {
        return content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
    }

    /** Hands each image that is wanted to {@code pictures}. */
    static void images(byte[] content, ImageDecoder.PictureTaker pictures)
            throws UnreadableImageException, IOException {
        byte[] idx = unpacked(content);
        if (idx[3] != 3) {
            throw new UnreadableImageException("labels of an IDX file, no images");
        }
        long count = axis(idx, 0);
        long height = axis(idx, 1);
        long width = axis(idx, 2);
        PixelLimit.check(width, height);
        checkLength(idx, 16, count * width * height, count);
        int area = (int) (width * height);
        for (int image = 0; image < count; image++) {
            if (!pictures.wants(image)) {
                continue;
            }
            float[] values = new float[area];
            for (int i = 0; i < area; i++) {
                values[i] = idx[16 + image * area + i] & 0xff;
            }
            pictures.accept(new DecodedImage((int) width, (int) height, 1, PixelType.UINT8, values));
        }
    }

    /** The labels as text, or an empty list if the file holds images. */
    static List<String> labels(byte[] content) throws UnreadableImageException {
        try {
            byte[] idx = unpacked(content);
            List<String> labels = new ArrayList<>();
            if (idx[3] == 1) {
                checkLength(idx, 8, axis(idx, 0), 1);
                for (int i = 0; i < axis(idx, 0); i++) {
                    labels.add(String.valueOf(idx[8 + i] & 0xff));
                }
            }
            return labels;
        } catch (IOException e) {
            throw new UnreadableImageException("damaged IDX: " + e.getMessage());
        }
    }

    static byte[] unpacked(byte[] content) throws UnreadableImageException, IOException {
        if (!isGzip(content)) {
            return content;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            byte[] head = in.readNBytes(8);
            if (isGzip(head) || !isIdx(head)) {
                throw new UnreadableImageException("gzip of something else than IDX");
            }
            byte[] rest = in.readNBytes(LARGEST_UNPACKED - head.length);
            byte[] all = new byte[head.length + rest.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(rest, 0, all, head.length, rest.length);
            return all;
        }
    }

    private static long axis(byte[] idx, int number) throws UnreadableImageException {
        int at = 4 + 4 * number;
        if (at + 4 > idx.length) {
            throw brokenOff();
        }
        return (idx[at] & 0xffL) << 24 | (idx[at + 1] & 0xff) << 16 | (idx[at + 2] & 0xff) << 8 | idx[at + 3] & 0xff;
    }

    private static void checkLength(byte[] idx, int header, long length, long count) throws UnreadableImageException {
        if (count > Integer.MAX_VALUE || length < 0 || idx.length - header < length) {
            throw brokenOff();
        }
    }

    private static UnreadableImageException brokenOff() {
        return new UnreadableImageException("damaged IDX: it breaks off before its end");
    }
}
