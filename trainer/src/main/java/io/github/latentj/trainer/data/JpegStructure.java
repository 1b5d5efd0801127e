package io.github.latentj.trainer.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The segments of a JPEG file. ImageIO fills the missing part of a broken file with grey and says nothing, and passes
 * over the camera's orientation.
 *
 * @param orientation EXIF orientation, 1 (upright) to 8
 */
record JpegStructure(int orientation) {
    private static final int END = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int APP1 = 0xe1;
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int EXIF_HEADER = 6;

    /** @throws UnreadableImageException if the file breaks off before its end marker */
    static JpegStructure read(byte[] content) throws UnreadableImageException {
        int orientation = 1;
        int at = 2;
        while (true) {
            at = nextMarker(content, at);
            int marker = content[at + 1] & 0xff;
            if (marker == END) {
                return new JpegStructure(orientation);
            }
            if (hasNoLength(marker)) {
                at += 2;
                continue;
            }
            if (at + 4 > content.length) {
                throw brokenOff();
            }
            int length = (content[at + 2] & 0xff) << 8 | content[at + 3] & 0xff;
            int end = at + 2 + length;
            if (length < 2 || end > content.length) {
                throw brokenOff();
            }
            if (marker == APP1) {
                orientation = exifOrientation(
                        ByteBuffer.wrap(content, at + 4, length - 2).slice(), orientation);
            }
            at = marker == START_OF_SCAN ? endOfScan(content, end) : end;
        }
    }

    /** Skips the fill bytes that may stand before a marker. */
    private static int nextMarker(byte[] content, int from) throws UnreadableImageException {
        for (int at = from; at + 1 < content.length; at++) {
            if (content[at] == (byte) 0xff && content[at + 1] != (byte) 0xff && content[at + 1] != 0) {
                return at;
            }
        }
        throw brokenOff();
    }

    private static boolean hasNoLength(int marker) {
        return marker == 0x01 || marker >= 0xd0 && marker <= 0xd8;
    }

    /** In coded data, FF is followed by 00 or by a restart marker. */
    private static int endOfScan(byte[] content, int from) throws UnreadableImageException {
        for (int at = from; at + 1 < content.length; at++) {
            int next = content[at + 1] & 0xff;
            if (content[at] == (byte) 0xff && next != 0 && next != 0xff && !(next >= 0xd0 && next <= 0xd7)) {
                return at;
            }
        }
        throw brokenOff();
    }

    private static UnreadableImageException brokenOff() {
        return new UnreadableImageException("damaged JPEG: it breaks off before its end");
    }

    private static int exifOrientation(ByteBuffer segment, int otherwise) {
        try {
            if (segment.getInt(0) != 0x45786966) { // "Exif"
                return otherwise;
            }
            ByteBuffer tiff = segment.slice(EXIF_HEADER, segment.capacity() - EXIF_HEADER);
            tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION_TAG) {
                    int orientation = tiff.getShort(entry + 8);
                    return orientation >= 1 && orientation <= 8 ? orientation : otherwise;
                }
            }
        } catch (IndexOutOfBoundsException | BufferUnderflowException damagedExif) {
            // The picture is whole without its EXIF block.
            return otherwise;
        }
        return otherwise;
    }
}
