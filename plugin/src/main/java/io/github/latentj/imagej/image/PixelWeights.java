package io.github.latentj.imagej.image;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import io.github.latentj.imagej.parameter.ParameterException;
import java.awt.Rectangle;
import java.util.Arrays;

/** How much each pixel of an image counts: 1 inside the selection and 0 outside, times the pixels of a weight image. */
final class PixelWeights {
    private final int width;
    private final int height;
    /** Row by row; null while all pixels count alike. */
    private float[] weights;

    PixelWeights(ImagePlus image) {
        width = image.getWidth();
        height = image.getHeight();
    }

    /** Only pixels inside the area count. */
    void inside(Roi roi) {
        float[] mask = new float[width * height];
        Rectangle bounds = roi.getBounds();
        ImageProcessor shape = roi.getMask();
        Rectangle visible = bounds.intersection(new Rectangle(width, height));
        for (int y = visible.y; y < visible.y + visible.height; y++) {
            for (int x = visible.x; x < visible.x + visible.width; x++) {
                boolean inside = shape == null || shape.get(x - bounds.x, y - bounds.y) != 0;
                mask[y * width + x] = inside ? 1 : 0;
            }
        }
        multiply(mask);
    }

    /**
     * Pixels count as much as an image says.
     *
     * @param key of the parameter that names the image
     * @throws ParameterException if it has another size
     */
    void times(ImagePlus image, String key) {
        if (image.getWidth() != width || image.getHeight() != height) {
            throw new ParameterException(key + ": '" + image.getTitle() + "' must be as large as the image, " + width
                    + " x " + height + " pixels; found " + image.getWidth() + " x " + image.getHeight());
        }
        multiply((float[]) image.getProcessor().convertToFloatProcessor().getPixels());
    }

    private void multiply(float[] factors) {
        if (weights == null) {
            weights = new float[width * height];
            Arrays.fill(weights, 1);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factors[i];
        }
    }

    /** The weights of an area, row by row; null if all pixels count alike. */
    float[] of(Rectangle area) {
        if (weights == null) {
            return null;
        }
        float[] part = new float[area.width * area.height];
        for (int y = 0; y < area.height; y++) {
            System.arraycopy(weights, (area.y + y) * width + area.x, part, y * area.width, area.width);
        }
        return part;
    }
}
