package io.github.latentj.trainer.model;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** tries */
final class NativeHeap {
    private NativeHeap() {}

    interface Glibc extends Library {
        int mallopt(int parameter, int value);
    }

    static void keepFreedMemory() {
        String opts = System.getProperty("latentj.mallopt", "");
        if (!Platform.isLinux() || opts.isEmpty()) {
            return;
        }
        Glibc c = Native.load("c", Glibc.class);
        for (String o : opts.split(",")) {
            String[] kv = o.split(":");
            System.err.println(o + " -> " + c.mallopt(Integer.parseInt(kv[0]), Integer.parseInt(kv[1])));
        }
    }
}
