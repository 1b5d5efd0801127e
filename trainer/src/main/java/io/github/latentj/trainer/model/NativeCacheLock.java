package io.github.latentj.trainer.model;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one process at a time unpack natives into the cache folder; the system frees it when a process dies. */
final class NativeCacheLock implements AutoCloseable {
    private final FileChannel channel;

    private NativeCacheLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the lock. Where none can be had, as in a cache that only can be read, nothing is held. */
    static NativeCacheLock acquire() {
        try {
            Path folder = Files.createDirectories(Utils.getEngineCacheDir("pytorch"));
            FileChannel channel = FileChannel.open(
                    folder.resolve("latentj.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                channel.lock();
            } catch (IOException noLocks) {
                channel.close();
                throw noLocks;
            }
            return new NativeCacheLock(channel);
        } catch (IOException unusable) {
            // The engine itself says what is wrong with the folder, if anything is.
            return new NativeCacheLock(null);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
