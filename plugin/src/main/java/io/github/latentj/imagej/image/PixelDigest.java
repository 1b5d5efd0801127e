package io.github.latentj.imagej.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Tells whether the pixels of an image are still those of a moment before, by their CRC-32. */
final class PixelDigest {
    private PixelDigest() {}

    /**
     * Of all planes in their order, by the values that ImageJ shows, so that another type with the same values is the same
     * picture; colours without their unused bits.
     */
    static String of(ImagePlus image) {
        CRC32 crc = new CRC32();
        ImageStack stack = image.getStack();
        for (int slice = 1; slice <= stack.getSize(); slice++) {
            add(crc, stack.getProcessor(slice));
        }
        return Long.toHexString(crc.getValue());
    }

    private static void add(CRC32 crc, ImageProcessor plane) {
        int count = plane.getPixelCount();
        ByteBuffer bytes = ByteBuffer.allocate(4 * count);
        for (int i = 0; i < count; i++) {
            if (plane instanceof ColorProcessor) {
                bytes.putInt(plane.get(i) & 0xffffff);
            } else {
                bytes.putFloat(plane.getf(i));
            }
        }
        crc.update(bytes.array(), 0, bytes.capacity());
    }
}
