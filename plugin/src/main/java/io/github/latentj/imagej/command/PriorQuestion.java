package io.github.latentj.imagej.command;

import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import io.github.latentj.contract.Prior;
import io.github.latentj.imagej.image.ImageTags;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.inference.GeneratorModel;
import io.github.latentj.inference.GeneratorModels;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The one thing that a model file of others cannot tell: its prior. A person is asked once for each file; macros give the
 * key {@code prior}, or take the default.
 */
public final class PriorQuestion {
    private static final String KEY = "prior";
    private static final String AUTO = "auto";
    private static final String REMEMBERED = "latentj.prior.";

    private PriorQuestion() {}

    /** The parameter {@code prior}, the same in every command. */
    public static Parameter parameter() {
        return Parameter.asked(
                KEY,
                "Prior",
                "For models that do not tell their prior, such as those exported from PyTorch. Auto: what the file tells,"
                        + " normal if it does not. The dialog asks once for each such model.",
                AUTO,
                Prior.NORMAL.key(),
                Prior.UNIFORM.key());
    }

    /** The models as the parameter {@code prior} says. */
    public static GeneratorModels models(ParameterValues values) {
        return models(values.text(KEY));
    }

    /** @param prior a value of the parameter */
    public static GeneratorModels models(String prior) {
        return prior.equals(AUTO)
                ? GeneratorModels.shared()
                : GeneratorModels.shared().assuming(Prior.ofKey(prior));
    }

    /**
     * The values with the answer for the model that they name, or that the active image names; asks if it is not known.
     *
     * @throws CancellationException if the question is cancelled
     */
    public static ParameterValues answered(ParameterValues values) {
        if (!values.texts().containsKey(KEY) || !values.texts().containsKey("model")) {
            return values;
        }
        Optional<Path> path = values.text("model").isEmpty()
                ? Optional.ofNullable(WindowManager.getCurrentImage())
                        .flatMap(ImageTags::model)
                        .map(Paths::get)
                        .filter(model -> model.toFile().exists())
                : Optional.of(values.path("model"));
        if (!path.isPresent()) {
            return values;
        }
        try (GeneratorModel model = GeneratorModels.shared().open(path.get())) {
            return model.followsContract() ? values : values.with(KEY, answer(model));
        }
    }

    private static String answer(GeneratorModel model) {
        String key = REMEMBERED + model.sha256();
        String known = Prefs.get(key, "");
        if (known.equals(Prior.NORMAL.key()) || known.equals(Prior.UNIFORM.key())) {
            return known;
        }
        GenericDialog dialog = new GenericDialog("LatentJ: a model of others");
        dialog.addMessage(model.path().getFileName() + " does not tell how its latent vectors were drawn in training.\n"
                + "Most DCGANs use a normal prior (torch.randn), the authors' code a uniform one (-1 to 1).\n"
                + "Its images run from " + model.outputRange() + " and become 8-bit ones, 0 to 255.");
        dialog.addChoice("Prior", new String[] {Prior.NORMAL.key(), Prior.UNIFORM.key()}, Prior.NORMAL.key());
        dialog.showDialog();
        if (!dialog.wasOKed()) {
            throw new CancellationException("the question was cancelled");
        }
        String chosen = ((java.awt.Choice) dialog.getChoices().get(0)).getSelectedItem();
        Prefs.set(key, chosen);
        return chosen;
    }
}
