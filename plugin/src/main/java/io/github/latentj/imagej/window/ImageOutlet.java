package io.github.latentj.imagej.window;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;

/** Where the images of a command go: to the screen, or to the script that runs the command. */
public final class ImageOutlet {
    private static final ThreadLocal<List<ImagePlus>> SCRIPT = new ThreadLocal<>();

    private ImageOutlet() {}

    /** Shows the image, or hands it to the script that called the command. */
    public static void show(ImagePlus image) {
        List<ImagePlus> script = SCRIPT.get();
        if (script == null) {
            image.show();
        } else {
            script.add(image);
        }
    }

    /** Runs a command and keeps its images from the screen. */
    public static List<ImagePlus> imagesOf(Runnable command) {
        List<ImagePlus> images = new ArrayList<>();
        SCRIPT.set(images);
        try {
            command.run();
            return images;
        } finally {
            SCRIPT.remove();
        }
    }
}
