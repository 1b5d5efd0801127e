package io.github.latentj.imagej;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;

/** Where the images of a command go: to the screen, or to the script that runs the command. */
final class ImageOutlet {
    private static final ThreadLocal<List<ImagePlus>> SCRIPT = new ThreadLocal<>();

    private ImageOutlet() {}

    static void show(ImagePlus image) {
        List<ImagePlus> script = SCRIPT.get();
        if (script == null) {
            image.show();
        } else {
            script.add(image);
        }
    }

    /** Runs a command and keeps its images from the screen. */
    static List<ImagePlus> imagesOf(Runnable command) {
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
