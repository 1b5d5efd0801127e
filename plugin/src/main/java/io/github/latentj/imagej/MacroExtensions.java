package io.github.latentj.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.ExtensionDescriptor;
import ij.macro.Functions;
import ij.macro.MacroExtension;
import ij.plugin.PlugIn;
import io.github.latentj.explore.LatentSource;
import io.github.latentj.explore.RequestException;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.window.StatusBarProgress;
import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.runtime.RuntimeUnavailableException;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * <em>LatentJ Macro Extensions</em>: latents as arrays in ImageJ macros. A macro calls {@code run("LatentJ Macro
 * Extensions")} once and then {@code Ext.function(...)}. Functions return text, because ImageJ hands nothing else back;
 * latents are their components with commas between them, for {@code split(text, ",")}.
 */
public final class MacroExtensions implements PlugIn, MacroExtension {
    static final String TITLE = "LatentJ Macro Extensions";

    private final Map<String, ExtensionDescriptor> descriptors = new LinkedHashMap<>();
    private final Map<String, Function<Object[], String>> functions = new HashMap<>();
    private LatentModel model;

    /** ImageJ calls this. */
    public MacroExtensions() {
        add("loadModel", given -> load((String) given[0], (String) given[1]), ARG_STRING, ARG_STRING + ARG_OPTIONAL);
        add("describeModel", given -> described());
        add("getLatent", given -> latents((String) given[0]), ARG_STRING);
        add("setLatent", given -> changed((Double) given[0], numbers(given[1])), ARG_NUMBER, ARG_ARRAY);
        add("generate", given -> generated(numbers(given[0])), ARG_ARRAY);
        add(
                "interpolate",
                given -> text(model().interpolate(numbers(given[0]), numbers(given[1]), (Double) given[2])),
                ARG_ARRAY,
                ARG_ARRAY,
                ARG_NUMBER);
        add(
                "applyDirection",
                given -> text(model().applyDirection(numbers(given[0]), (String) given[1], (Double) given[2])),
                ARG_ARRAY,
                ARG_STRING,
                ARG_NUMBER);
        add("score", given -> scores((String) given[0]), ARG_STRING);
    }

    private void add(String name, Function<Object[], String> function, int... argumentTypes) {
        functions.put(name, function);
        descriptors.put(name, new ExtensionDescriptor(name, argumentTypes, this));
    }

    @Override
    public void run(String argument) {
        if (!IJ.macroRunning()) {
            IJ.showMessage(
                    TITLE,
                    "This command makes Ext functions for macros: Ext.loadModel(path) and others.\n"
                            + "Call it from a macro; docs/macros.md tells how.");
            return;
        }
        Functions.registerExtensions(this);
        // As a startup macro of ImageJ, this line makes its window take models from the beginning.
        ModelDrop.install();
    }

    @Override
    public ExtensionDescriptor[] getExtensionFunctions() {
        return descriptors.values().toArray(new ExtensionDescriptor[0]);
    }

    @Override
    public String handleExtension(String name, Object[] arguments) {
        try {
            return functions.get(name).apply(arguments);
        } catch (CancellationException cancelled) {
            StatusBarProgress.clear(TITLE + " cancelled");
            throw CommandFailure.stop();
        } catch (ParameterException | RequestException | ModelException | RuntimeUnavailableException problem) {
            StatusBarProgress.clear("");
            throw CommandFailure.told(TITLE, "Ext." + name + ": " + problem.getMessage());
        }
    }

    private LatentModel model() {
        if (model == null) {
            throw new ParameterException("no model is loaded: call Ext.loadModel(path) first");
        }
        return model;
    }

    private static ImagePlus image() {
        ImagePlus image = WindowManager.getCurrentImage();
        if (image == null) {
            throw new ParameterException("there is no image open");
        }
        return image;
    }

    /** @param prior null if the macro names none */
    private String load(String path, String prior) {
        try {
            model = LatentModel.open(Paths.get(path), prior == null ? "" : prior);
        } catch (InvalidPathException impossible) {
            throw new ParameterException("not a path: '" + path + "'");
        }
        return String.valueOf(model.latentSize());
    }

    private String described() {
        StringJoiner lines = new StringJoiner("\n");
        model().facts().forEach((name, value) -> lines.add(name + "\t" + value));
        return lines.toString();
    }

    private String latents(String images) {
        StringJoiner all = new StringJoiner(",");
        for (LatentSource source : LatentReferences.parse("image", images).sources()) {
            all.add(text(model().latent(source)));
        }
        return all.toString();
    }

    /** @param number from 1, a slice or montage cell of the active image */
    private String changed(double number, float[] latent) {
        model().setLatent(image(), (int) number, latent);
        return "";
    }

    /** @param components of one latent, or of several one after another */
    private String generated(float[] components) {
        int size = model().latentSize();
        if (components.length == 0 || components.length % size != 0) {
            throw new ParameterException("a latent of this model has " + size + " components, and several latents a"
                    + " multiple of it; found " + components.length);
        }
        List<float[]> latents = new ArrayList<>();
        for (int first = 0; first < components.length; first += size) {
            latents.add(Arrays.copyOfRange(components, first, first + size));
        }
        ImagePlus image = model().generate(latents);
        image.show();
        return image.getTitle();
    }

    private String scores(String images) {
        StringJoiner logits = new StringJoiner(",");
        for (double logit : model().score(image(), images)) {
            logits.add(String.valueOf((float) logit));
        }
        return logits.toString();
    }

    /** Components come as numbers, or as text if they come from {@code split}. */
    private static float[] numbers(Object components) {
        Object[] array = (Object[]) components;
        float[] numbers = new float[array.length];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Float.parseFloat(String.valueOf(array[i]).trim());
            } catch (NumberFormatException noNumber) {
                throw new ParameterException(
                        "component " + (i + 1) + " of the latent is no number: '" + array[i] + "'");
            }
        }
        return numbers;
    }

    /** Each component in the fewest digits that give the same float32 again. */
    private static String text(float[] latent) {
        StringJoiner components = new StringJoiner(",");
        for (float component : latent) {
            components.add(Float.toString(component));
        }
        return components.toString();
    }
}
