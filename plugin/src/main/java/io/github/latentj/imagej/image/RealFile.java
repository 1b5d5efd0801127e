package io.github.latentj.imagej.image;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import io.github.latentj.explore.real.SourceImage;
import io.github.latentj.imagej.parameter.ParameterException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A file of real images in a folder, each slice of it an image. Its pixels are read when they are needed. */
final class RealFile {
    private final Path file;
    /** The slices of a stack, as long as memory allows: they are asked for one by one, in any order. */
    private SoftReference<List<SourceImage>> slices = new SoftReference<>(null);

    RealFile(Path file) {
        this.file = file;
    }

    /** @throws ParameterException if ImageJ cannot open the file, or LatentJ made what is in it */
    static ImagePlus open(Path file) {
        ImagePlus image = IJ.openImage(file.toString());
        if (image == null) {
            throw new ParameterException("ImageJ cannot open " + file);
        }
        if (ImageTags.model(image).isPresent()) {
            throw new ParameterException(
                    "real must be real images, but " + file + " was made by LatentJ: take it out, or name real images");
        }
        return image;
    }

    /**
     * The images in the file, which is opened only if it may hold several or be of LatentJ.
     *
     * @param first of the folder, whose size and channels all must have
     * @throws ParameterException if LatentJ made the file; later, if an image is unlike the first
     */
    List<SourceImage> images(SourceImage first) {
        if (isSurelySingle()) {
            return Collections.singletonList(image(file.getFileName().toString(), 0, first));
        }
        List<SourceImage> images = new ArrayList<>();
        for (SourceImage slice : slices()) {
            images.add(image(slice.name(), images.size(), first));
        }
        return images;
    }

    private boolean isSurelySingle() {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".gif")) {
            return false;
        }
        if (!name.endsWith(".tif") && !name.endsWith(".tiff")) {
            return true;
        }
        FileInfo[] pages = Opener.getTiffFileInfo(file.toString());
        return pages != null && pages.length == 1 && pages[0].nImages <= 1 && !mentionsLatentJ(pages[0]);
    }

    private static boolean mentionsLatentJ(FileInfo page) {
        return (page.info + Arrays.toString(page.properties)).contains("LatentJ.");
    }

    private SourceImage image(String name, int index, SourceImage first) {
        return new SourceImage(name, first.width(), first.height(), first.channels(), channel -> {
            SourceImage image = slices().get(index);
            if (image.width() != first.width()
                    || image.height() != first.height()
                    || image.channels() != first.channels()) {
                throw new ParameterException("the images of a folder must have one size and type, but " + file + " has "
                        + image.width() + " x " + image.height() + " pixels with " + image.channels()
                        + " channels, unlike " + first.name());
            }
            return image.channel(channel);
        });
    }

    private List<SourceImage> slices() {
        List<SourceImage> read = slices.get();
        if (read == null) {
            read = ImageParts.all(open(file));
            slices = new SoftReference<>(read.size() > 1 ? read : null);
        }
        return read;
    }
}
