package io.github.latentj.scijava;

import ij.ImagePlus;
import io.github.latentj.imagej.LatentModel;
import io.github.latentj.imagej.ScriptedCommand;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/**
 * LatentJ in a script: {@code #@ LatentJService latentj}.
 *
 * <p>No signature here may name a type of {@code ij}: SciJava loads services before Fiji has patched ImageJ, and a class
 * of ImageJ that is loaded then stays unpatched.
 */
@Plugin(type = Service.class)
public final class LatentJService extends AbstractService implements SciJavaService {
    /**
     * Opens a generator, for latents as {@code float[]}.
     *
     * @param model an {@code .onnx} file, or a model folder, zipped or not
     * @throws io.github.latentj.inference.file.ModelException if there is no such file or it is no generator
     */
    public LatentModel open(File model) {
        return LatentModel.open(model.toPath());
    }

    /**
     * Opens a generator that does not tell its prior, such as one exported from PyTorch.
     *
     * @param prior {@code normal}, {@code uniform}, or {@code auto}, which is {@code normal} where the file tells none
     * @throws IllegalArgumentException if it is another word
     */
    public LatentModel open(File model, String prior) {
        return LatentModel.open(model.toPath(), prior);
    }

    /** As {@link #open(File)}. */
    public LatentModel open(String model) {
        return open(new File(model));
    }

    /**
     * Runs a command of the menu with the keys of its macro line.
     *
     * @param command such as {@code Generate} or {@code LatentJ Generate...}
     * @param values by key, and under {@code image} the image that {@code points=1-3} and the like mean; without it,
     *     they mean the active one
     * @return the images, the main one last; not shown
     * @throws IllegalArgumentException naming wrong keys and values, with what is allowed
     */
    public List<ImagePlus> run(String command, Map<String, ?> values) {
        return ScriptedCommand.named(command).run(values);
    }
}
