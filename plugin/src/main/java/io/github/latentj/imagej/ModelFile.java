package io.github.latentj.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import io.github.latentj.explore.RequestException;
import io.github.latentj.inference.GeneratorModels;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.RuntimeUnavailableException;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A generator that the host was asked to open like an image. */
public final class ModelFile {
    private static final String COMMAND = "LatentJ Open Model";

    private ModelFile() {}

    /** Whether a file or folder is a generator, by its name or, in a folder or zip, by the names of what it holds. */
    public static boolean isModel(Path file) {
        return GeneratorModels.isModel(file);
    }

    /**
     * Tells what the model is and shows a few of its images. A person at the screen is told what is wrong with the
     * file; a macro is stopped; any other caller gets the exception.
     *
     * @return the image with samples, or {@link Boolean#TRUE} where a person was told: to the host both mean that the
     *     file is dealt with
     */
    public static Object open(Path model) {
        try {
            List<ImagePlus> samples = ScriptedCommand.named(COMMAND).run(Collections.singletonMap("model", model));
            // Nothing can be shown to nobody, but in batch mode showing makes the image the active one.
            if (Interpreter.isBatchMode() || !GraphicsEnvironment.isHeadless()) {
                samples.forEach(ImagePlus::show);
            }
            return samples.get(0);
        } catch (CancellationException cancelled) {
            return Boolean.TRUE;
        } catch (RequestException | ModelException | RuntimeUnavailableException problem) {
            return told(problem);
        }
    }

    private static Object told(RuntimeException problem) {
        boolean macro = IJ.macroRunning() || Interpreter.isBatchMode();
        if (!macro && GraphicsEnvironment.isHeadless()) {
            throw problem;
        }
        RuntimeException stop = CommandFailure.told(COMMAND, problem.getMessage());
        if (macro) {
            throw stop;
        }
        return Boolean.TRUE;
    }
}
