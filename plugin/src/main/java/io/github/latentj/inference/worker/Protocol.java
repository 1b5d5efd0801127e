package io.github.latentj.inference.worker;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What LatentJ and the worker say to each other over the worker's standard input and output. Numbers are big-endian,
 * texts as {@link DataOutput#writeUTF} writes them, tensor values float32 in the byte order of the machine. Requests are
 * answered one by one, in order, and may be sent before the answer to the last one; {@link #CANCEL} has no answer of its
 * own.
 *
 * <pre>
 * OPEN   int network, text path, boolean cuda    DONE text device, text whyNotCuda
 * RUN    int sequence, int network,              DONE one shape and its values for each output
 *        int n, n x (text name, shape, values),
 *        int m, m x (text name, shape or none)
 * CLOSE  int network                             DONE
 * CANCEL int sequence
 * </pre>
 *
 * The first answer comes unasked: DONE with the version of ONNX Runtime, the names of its providers and, if CUDA was
 * asked for and is not there, the reason; or FAILED with what to do.
 */
public final class Protocol {
    public static final byte OPEN = 1;
    public static final byte RUN = 2;
    public static final byte CLOSE = 3;
    public static final byte CANCEL = 4;

    public static final byte DONE = 1;
    /** Followed by a text: what ONNX Runtime said. */
    public static final byte FAILED = 2;
    /** Followed by a text: as {@link #FAILED}, for want of memory. */
    public static final byte NO_MEMORY = 3;

    public static final byte STOPPED = 4;

    /** The worker's argument that asks for CUDA. */
    public static final String WITH_CUDA = "cuda";

    /** The file in the worker's folder that it holds locked while it lives. */
    public static final String LOCK_FILE = "in-use";

    private static final int MOST_DIMENSIONS = 16;

    private Protocol() {}

    /** @param shape null where the network shall decide */
    public static void writeShape(DataOutput out, long[] shape) throws IOException {
        out.writeInt(shape == null ? -1 : shape.length);
        for (int i = 0; shape != null && i < shape.length; i++) {
            out.writeLong(shape[i]);
        }
    }

    /** Null where the network shall decide. */
    public static long[] readShape(DataInput in) throws IOException {
        int rank = in.readInt();
        if (rank < -1 || rank > MOST_DIMENSIONS) {
            throw new IOException("a tensor with " + rank + " dimensions");
        }
        long[] shape = rank < 0 ? null : new long[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = in.readLong();
        }
        return shape;
    }

    /**
     * Bytes of a float32 tensor.
     *
     * @throws IOException above 2 GB
     */
    public static int bytes(long[] shape) throws IOException {
        long bytes = Float.BYTES;
        for (long size : shape) {
            if (size < 0 || size > 0 && bytes > Integer.MAX_VALUE / size) {
                throw new IOException("a tensor larger than 2047 MB");
            }
            bytes *= size;
        }
        return (int) bytes;
    }
}
