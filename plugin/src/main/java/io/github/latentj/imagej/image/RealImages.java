package io.github.latentj.imagej.image;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.latentj.explore.real.SourceImage;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Real images as a person names them: a folder, a stack on disk, or the active image. */
public final class RealImages {
    private static final Pattern IMAGE_FILE = Pattern.compile("(?i)[^.].*\\.(png|tiff?|jpe?g|bmp|gif)");

    private RealImages() {}

    public static Parameter parameter() {
        return Parameter.real(
                "real",
                "Real images (empty: active)",
                "A folder of images or stacks, with those inside it, or the file of a stack: each slice is an image. Empty: the active image,"
                        + " slice by slice. They are brought to the model's size and range, as for training.");
    }

    /**
     * Looks without opening anything.
     *
     * @throws ParameterException if no image is open, or there is nothing of that name
     */
    public static void requireThere(ParameterValues values) {
        if (values.text("real").isEmpty()) {
            ImagePlus active = WindowManager.getCurrentImage();
            if (active == null) {
                throw new ParameterException("real is required where no image is open: the path of a folder or stack");
            }
            if (ImageTags.model(active).isPresent()) {
                throw new ParameterException("real is empty and means the active image, but '" + active.getTitle()
                        + "' was made by LatentJ: click on real images first, or name their folder or stack");
            }
        } else if (!Files.exists(values.path("real"))) {
            throw new ParameterException(
                    "real must be the path of a folder or of a stack, found '" + values.path("real") + "'");
        }
    }

    /**
     * Files of single images are opened when they are measured.
     *
     * @throws ParameterException if there is nothing of that name, no image in it, or one that LatentJ made
     */
    public static List<SourceImage> of(ParameterValues values) {
        requireThere(values);
        if (values.text("real").isEmpty()) {
            return ImageParts.all(WindowManager.getCurrentImage());
        }
        Path path = values.path("real");
        return Files.isDirectory(path) ? ofFolder(path) : ImageParts.all(RealFile.open(path));
    }

    /** Where they come from, for tables: the path, or the title of the active image. */
    public static String source(ParameterValues values) {
        return values.text("real").isEmpty()
                ? WindowManager.getCurrentImage().getTitle()
                : values.path("real").toString();
    }

    private static List<SourceImage> ofFolder(Path folder) {
        TreeSet<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file ->
                            IMAGE_FILE.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new ParameterException("real cannot be read: " + folder + " (" + unreadable.getMessage() + ")");
        }
        if (files.isEmpty()) {
            throw new ParameterException("there is no image (png, tif, jpg, bmp, gif) in the folder " + folder);
        }
        List<SourceImage> images = new ArrayList<>();
        SourceImage first = ImageParts.all(RealFile.open(files.first())).get(0);
        files.forEach(file -> images.addAll(new RealFile(file).images(first)));
        return images;
    }
}
