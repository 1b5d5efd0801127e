package io.github.latentj.trainer.model;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * How the C library keeps memory. A training step frees as many megabytes as the next one needs; glibc gives large blocks
 * back to the kernel at once, which then has to clear them for the next step: a tenth of a step's time.
 */
final class NativeHeap {
    /** Switches this off, to measure it. */
    private static final String PROPERTY = "latentj.keepFreedMemory";
    /** {@code M_TRIM_THRESHOLD}, {@code M_TOP_PAD} and {@code M_MMAP_MAX} of malloc.h. */
    private static final int TRIM_THRESHOLD = -1;

    private static final int TOP_PAD = -2;
    private static final int MMAP_MAX = -4;
    /** Twice what a thread's heap may be long; only with more than that does glibc never give one back. */
    private static final int PAD_BYTES = 128 << 20;

    private NativeHeap() {}

    /** The one function of glibc that is needed. */
    interface Glibc extends Library {
        int mallopt(int parameter, int value);
    }

    /** Lets glibc keep freed memory for the next step, up to 2 GB; does nothing where the C library is another. */
    static void keepFreedMemory() {
        if (!Platform.isLinux() || !Boolean.parseBoolean(System.getProperty(PROPERTY, "true"))) {
            return;
        }
        try {
            Glibc c = Native.load("c", Glibc.class);
            c.mallopt(TRIM_THRESHOLD, Integer.MAX_VALUE);
            c.mallopt(TOP_PAD, PAD_BYTES);
            c.mallopt(MMAP_MAX, 0);
        } catch (UnsatisfiedLinkError anotherLibrary) {
            // musl has no such switch; steps are as fast as its malloc is
        }
    }
}
