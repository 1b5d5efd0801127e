package io.github.latentj.e2e;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.dnd.DnDConstants;
import java.awt.dnd.DropTarget;
import java.awt.dnd.DropTargetDropEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops files on ImageJ's window, one after the other, once its startup macro has run, and notes what opened. Arguments:
 * ImageJ folder, file for the notes, a picture to take, the files.
 */
final class DropDriver {
    private DropDriver() {}

    public static void main(String[] arguments) throws Exception {
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        driver.waitFor("the end of the startup macro", () -> isStarting() ? null : "ended");
        List<String> opened = new ArrayList<>();
        for (int i = 3; i < arguments.length; i++) {
            File file = new File(arguments[i]);
            drop(file);
            ImagePlus image = driver.image();
            String count = image.getProp("LatentJ.count");
            opened.add(file.getName() + ": " + (count == null ? image.getTitle() : count + " generated images"));
            driver.photograph(Path.of(arguments[2]).toFile());
            image.close();
            driver.waitFor("the image to go", () -> WindowManager.getCurrentImage() == null ? "gone" : null);
        }
        Files.write(Path.of(arguments[1]), opened);
        System.exit(0);
    }

    private static boolean isStarting() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("StartupRunner"));
    }

    private static void drop(File file) throws Exception {
        DropTarget target = IJ.getInstance().getStatusBar().getDropTarget();
        EventQueue.invokeAndWait(() -> target.drop(new DropOf(file, target)));
    }

    /** What the window system tells when a file is let go over a window. */
    private static final class DropOf extends DropTargetDropEvent implements Transferable {
        private static final long serialVersionUID = 1L;

        private final File file;

        DropOf(File file, DropTarget target) {
            super(target.getDropTargetContext(), new Point(1, 1), DnDConstants.ACTION_COPY, DnDConstants.ACTION_COPY);
            this.file = file;
        }

        @Override
        public void acceptDrop(int action) {}

        @Override
        public void dropComplete(boolean success) {}

        @Override
        public Transferable getTransferable() {
            return this;
        }

        @Override
        public DataFlavor[] getTransferDataFlavors() {
            return new DataFlavor[] {DataFlavor.javaFileListFlavor};
        }

        @Override
        public boolean isDataFlavorSupported(DataFlavor flavor) {
            return flavor.isFlavorJavaFileListType();
        }

        @Override
        public Object getTransferData(DataFlavor flavor) {
            return List.of(file);
        }
    }
}
