package io.github.latentj.imagej;

import ij.ImagePlus;
import ij.ImageStack;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Tells whether the pixels of an image are still those of a moment before, by their CRC-32. */
final class PixelDigest {
    private PixelDigest() {}

    /** Of all planes in their order; colours without their unused bits. */
    static String of(ImagePlus image) {
        CRC32 crc = new CRC32();
        ImageStack stack = image.getStack();
        for (int slice = 1; slice <= stack.getSize(); slice++) {
            add(crc, stack.getPixels(slice));
        }
        return Long.toHexString(crc.getValue());
    }

    private static void add(CRC32 crc, Object pixels) {
        if (pixels instanceof byte[]) {
            crc.update((byte[]) pixels, 0, ((byte[]) pixels).length);
        } else if (pixels instanceof short[]) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * ((short[]) pixels).length);
            bytes.asShortBuffer().put((short[]) pixels);
            crc.update(bytes.array(), 0, bytes.capacity());
        } else if (pixels instanceof float[]) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * ((float[]) pixels).length);
            bytes.asFloatBuffer().put((float[]) pixels);
            crc.update(bytes.array(), 0, bytes.capacity());
        } else {
            ByteBuffer bytes = ByteBuffer.allocate(4 * ((int[]) pixels).length);
            for (int pixel : (int[]) pixels) {
                bytes.putInt(pixel & 0xffffff);
            }
            crc.update(bytes.array(), 0, bytes.capacity());
        }
    }
}
