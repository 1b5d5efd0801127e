package io.github.latentj.trainer.data;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file, without its pixels. ImageIO accepts files whose checksums are wrong.
 */
final class PngStructure {
    private static final int SIGNATURE = 8;
    private static final int CHUNK_FRAME = 12;
    private static final int IHDR = 0x49484452;
    private static final int IEND = 0x49454e44;
    /** Bit 5 of a chunk's first letter: a reader may do without it. */
    private static final int ANCILLARY = 0x20000000;

    private PngStructure() {}

    /** @throws UnreadableImageException if the file breaks off, is damaged, or claims an impossible size */
    static void check(byte[] content) throws UnreadableImageException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        int at = SIGNATURE;
        for (int type = 0; type != IEND; ) {
            if (content.length - at < CHUNK_FRAME) {
                throw new UnreadableImageException("damaged PNG: it breaks off before its end");
            }
            int length = bytes.getInt(at);
            type = bytes.getInt(at + 4);
            if (length < 0 || length > content.length - at - CHUNK_FRAME) {
                throw new UnreadableImageException("damaged PNG: it breaks off before its end");
            }
            if ((type & ANCILLARY) == 0 && crc(content, at + 4, length + 4) != bytes.getInt(at + 8 + length)) {
                throw new UnreadableImageException("damaged PNG: a checksum is wrong");
            }
            if (type == IHDR && length >= 8) {
                PixelLimit.check(bytes.getInt(at + 8) & 0xffffffffL, bytes.getInt(at + 12) & 0xffffffffL);
            }
            at += CHUNK_FRAME + length;
        }
    }

    private static int crc(byte[] content, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(content, from, length);
        return (int) crc.getValue();
    }
}
