package io.github.latentj.trainer.bioimageio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** NumPy's {@code .npy}, version 1.0, as numpy.lib.format describes it. */
final class NumpyFile {
    /** Header and magic together are a multiple of this. */
    private static final int ALIGNMENT = 64;

    private static final int PREFIX = 10;

    private NumpyFile() {}

    /**
     * @param values in row-major order
     * @return the file's content, little-endian float32
     */
    static byte[] float32(float[] values, long... shape) {
        String sides = Arrays.stream(shape).mapToObj(side -> side + ",").collect(Collectors.joining(" "));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sides + "), }";
        int padding = Math.floorMod(-(PREFIX + header.length() + 1), ALIGNMENT);
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(PREFIX + text.length + Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        file.put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
        file.asFloatBuffer().put(values);
        return file.array();
    }
}
