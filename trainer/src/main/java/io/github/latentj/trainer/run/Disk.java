package io.github.latentj.trainer.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What writing a file whole asks of the operating system; a thread's interruption stops none of it. */
interface Disk {
    /** That of this machine. */
    Disk REAL = new Disk() {
        @Override
        public OutputStream create(Path file) throws IOException {
            return new FileOutputStream(file.toFile());
        }

        @Override
        public void sync(Path path) throws IOException {
            boolean folder = Files.isDirectory(path);
            if (folder && System.getProperty("os.name").startsWith("Windows")) {
                return;
            }
            boolean interrupted = Thread.interrupted();
            try {
                while (!synced(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
                    interrupted |= Thread.interrupted();
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private boolean synced(Path path, StandardOpenOption access) throws IOException {
            try (FileChannel channel = FileChannel.open(path, access)) {
                channel.force(true);
                return true;
            } catch (ClosedByInterruptException again) {
                return false;
            }
        }
    };

    OutputStream create(Path file) throws IOException;

    /** Waits until a file's or folder's content is on the disk. Windows cannot do this for folders, nor needs it. */
    void sync(Path path) throws IOException;
}
