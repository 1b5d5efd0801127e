package io.github.latentj.trainer.run;

import io.github.latentj.contract.IntensityMap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Many small images side by side in one PNG, for the eye: 8 bits, network range over the whole grey scale. */
public final class SampleGrid {
    private static final int GAP = 1;

    private SampleGrid() {}

    /**
     * @param images float32 [count, channels, side, side] in [-1, 1]; of other than 1 or 3 channels the first is shown
     */
    static void write(Path file, float[] images, int count, int channels, int side) throws IOException {
        write(file, images, count, channels, side, (int) Math.ceil(Math.sqrt(count)));
    }

    /** The same with a given number of images in a row. */
    static void write(Path file, float[] images, int count, int channels, int side, int columns) throws IOException {
        BufferedImage picture = render(images, count, channels, side, columns);
        AtomicFiles.write(file, temporary -> {
            // Given a file that it cannot open, ImageIO prints a stack trace of its own.
            try (OutputStream out = Files.newOutputStream(temporary)) {
                ImageIO.write(picture, "png", out);
            }
        });
    }

    /** As square as it gets. @param images as for {@link #write} */
    public static BufferedImage render(float[] images, int count, int channels, int side) {
        return render(images, count, channels, side, (int) Math.ceil(Math.sqrt(count)));
    }

    private static BufferedImage render(float[] images, int count, int channels, int side, int columns) {
        int rows = (count + columns - 1) / columns;
        BufferedImage picture = new BufferedImage(
                columns * (side + GAP) - GAP,
                rows * (side + GAP) - GAP,
                channels == 3 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        int bands = channels == 3 ? 3 : 1;
        for (int i = 0; i < count; i++) {
            int left = i % columns * (side + GAP);
            int top = i / columns * (side + GAP);
            for (int band = 0; band < bands; band++) {
                int start = (i * channels + band) * side * side;
                for (int p = 0; p < side * side; p++) {
                    picture.getRaster().setSample(left + p % side, top + p / side, band, grey(images[start + p]));
                }
            }
        }
        return picture;
    }

    private static int grey(float networkValue) {
        return (int) IntensityMap.uint8().toStored(networkValue);
    }
}
