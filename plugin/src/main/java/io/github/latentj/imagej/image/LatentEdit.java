package io.github.latentj.imagej.image;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.latentj.explore.GeneratedImages;
import io.github.latentj.imagej.parameter.ParameterException;
import java.awt.Rectangle;

/** Replaces one slice or montage cell of an image by LatentJ, pixels and latent together. */
public final class LatentEdit {
    private LatentEdit() {}

    /**
     * @param number from 1
     * @param made one image of the model that made {@code image}
     * @throws ParameterException if the image was made by another model, has no such part, or is of another size or
     *     pixel type now
     */
    public static void replace(ImagePlus image, int number, GeneratedImages made) {
        int count = ImageTags.read(image).size();
        if (number < 1 || number > count) {
            throw new ParameterException(
                    "'" + image.getTitle() + "' has the images 1 to " + count + ", found " + number);
        }
        ImagePlus single = new ImageAssembly(made).stack("latent");
        boolean montage = ImageTags.isWholeMontage(image);
        requireSameKind(image, single, montage);
        Rectangle cell = montage ? MontageCells.of(image).cells().get(number - 1) : new Rectangle();
        int firstSlice = montage ? 0 : (number - 1) * image.getNChannels();
        boolean edited = ImageTags.isEdited(image);
        ImageTags.replace(image, number, made);
        for (int channel = 1; channel <= image.getNChannels(); channel++) {
            ImageProcessor part = single.getStack().getProcessor(channel);
            image.getStack().getProcessor(firstSlice + channel).insert(part, cell.x, cell.y);
        }
        if (!edited) {
            ImageTags.acceptPixels(image);
        }
        image.updateAndDraw();
    }

    private static void requireSameKind(ImagePlus image, ImagePlus single, boolean montage) {
        boolean sameSize = montage || image.getWidth() == single.getWidth() && image.getHeight() == single.getHeight();
        if (!sameSize || image.getBitDepth() != single.getBitDepth() || image.getNChannels() != single.getNChannels()) {
            throw new ParameterException("'" + image.getTitle() + "' is no longer as its model makes images: it was"
                    + " scaled, cropped or converted");
        }
    }
}
