package io.github.latentj.imagej.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.latentj.contract.GeneratorSpec;

/** Makes an ImageJ image of one image's planes: grey, RGB for three channels of 8 bit, else a stack of channels. */
public final class PlaneImage {
    private PlaneImage() {}

    /** @param planes a {@code byte[]}, {@code short[]} or {@code float[]} for each channel; not copied where they are shown as they are */
    public static ImagePlus of(GeneratorSpec spec, Object[] planes) {
        ImagePlus image = new ImagePlus("measured", stack(spec, planes));
        image.setDimensions(image.getStackSize(), 1, 1);
        ImageAssembly.calibrate(image, spec);
        return image;
    }

    private static ImageStack stack(GeneratorSpec spec, Object[] planes) {
        ImageStack stack = new ImageStack(spec.width(), spec.height());
        if (planes.length == 3 && planes[0] instanceof byte[]) {
            ColorProcessor colour = new ColorProcessor(spec.width(), spec.height());
            colour.setRGB((byte[]) planes[0], (byte[]) planes[1], (byte[]) planes[2]);
            stack.addSlice(colour);
            return stack;
        }
        for (Object plane : planes) {
            ImageProcessor processor = ImageAssembly.processor(plane, spec.width(), spec.height());
            // Thresholds of 16-bit and 32-bit images depend on the display range.
            processor.setMinAndMax(
                    spec.intensityMap().minimum(), spec.intensityMap().maximum());
            stack.addSlice(processor);
        }
        return stack;
    }
}
