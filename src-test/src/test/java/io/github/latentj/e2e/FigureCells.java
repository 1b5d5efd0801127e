package io.github.latentj.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** The cells of an 8-bit montage or figure, as its tags tell where they are and what their latents are. */
final class FigureCells {
    private final ImagePlus image;
    private final float[] latents;

    FigureCells(ImagePlus image) {
        this.image = image;
        byte[] bytes = Base64.getDecoder().decode(image.getProp("LatentJ.latents"));
        latents = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(latents);
    }

    int count() {
        return number("count");
    }

    /** Numbers of cells without a latent, or null. */
    String without() {
        return image.getProp("LatentJ.without_latent");
    }

    float[] latent(int cell) {
        int size = latents.length / count();
        return java.util.Arrays.copyOfRange(latents, cell * size, (cell + 1) * size);
    }

    byte[] pixels(int cell) {
        int width = number("cell_width");
        int height = number("cell_height");
        String corners = image.getProp("LatentJ.cell_corners");
        int x;
        int y;
        if (corners == null) {
            x = cell % number("columns") * width;
            y = cell / number("columns") * height;
        } else {
            String[] corner = corners.split(" ")[cell].split(",");
            x = Integer.parseInt(corner[0]);
            y = Integer.parseInt(corner[1]);
        }
        image.setRoi(x, y, width, height);
        return (byte[]) image.getProcessor().crop().getPixels();
    }

    /** No cell is empty, or of one grey value. */
    void requirePicturesEverywhere() {
        for (int cell = 0; cell < count(); cell++) {
            byte[] pixels = pixels(cell);
            byte first = pixels[0];
            boolean constant = true;
            for (byte pixel : pixels) {
                constant &= pixel == first;
            }
            assertThat(constant)
                    .as("cell " + (cell + 1) + " is of one grey value")
                    .isFalse();
        }
    }

    private int number(String tag) {
        return Integer.parseInt(image.getProp("LatentJ." + tag));
    }
}
